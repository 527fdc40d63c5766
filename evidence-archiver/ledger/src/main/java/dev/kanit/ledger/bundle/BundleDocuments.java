package dev.kanit.ledger.bundle;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kanit.ledger.merkle.Hash;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The parts of a bundle that only its manifest vouches for. Mutable until they are written. */
public final class BundleDocuments {

    private final SortedMap<String, byte[]> contents = new TreeMap<>();
    private final Hash planDigest;

    /**
     * @param plan as it was read, in YAML
     */
    public BundleDocuments(byte[] plan) {
        planDigest = Sha256.of(plan);
        contents.put(EntryName.PLAN, plan.clone());
    }

    /**
     * Adds a schema.
     *
     * @param id in the registry, &gt;= 0
     */
    public BundleDocuments schema(int id, String text) {
        return put("schemas/" + id + ".avsc", text.getBytes(UTF_8));
    }

    /**
     * Adds what people may read of the records.
     *
     * @param name without directory, for example {@code decisions.ndjson}
     */
    public BundleDocuments readable(String name, byte[] content) {
        return put("readable/" + name, content);
    }

    /** Adds the report. */
    public BundleDocuments report(byte[] html) {
        return put(EntryName.REPORT, html);
    }

    /**
     * Adds something else, such as an SBOM.
     *
     * @param name letters, digits and {@code . _ -}, perhaps in parts divided by {@code /}
     */
    public BundleDocuments attachment(String name, byte[] content) {
        return put("attachments/" + name, content);
    }

    private BundleDocuments put(String name, byte[] content) {
        Optional<String> unsafe = EntryName.refusal(name);
        if (unsafe.isPresent() || !EntryName.isKnown(name)) {
            throw new IllegalArgumentException(
                    unsafe.orElse("name: '" + name + "' (expected: one that the format has)"));
        }
        if (contents.put(name, content.clone()) != null) {
            throw new IllegalArgumentException("name: '" + name + "' (expected: once)");
        }
        return this;
    }

    Hash planDigest() {
        return planDigest;
    }

    SortedMap<String, byte[]> contents() {
        return Collections.unmodifiableSortedMap(contents);
    }
}
