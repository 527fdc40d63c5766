package dev.kanit.ledger.bundle;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kanit.ledger.merkle.Hash;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The parts of a bundle that only its manifest vouches for. Mutable until they are written. */
public final class BundleDocuments {

    private final SortedMap<String, ZipSpool.Content> contents = new TreeMap<>();
    private final Hash planDigest;

    /**
     * @param plan as it was read, in YAML
     */
    public BundleDocuments(byte[] plan) {
        planDigest = Sha256.of(plan);
        byte[] text = plan.clone();
        contents.put(EntryName.PLAN, out -> out.write(text));
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

    /** The same from a file, which does not change until the bundle is written. */
    public BundleDocuments readable(String name, Path content) {
        return put("readable/" + name, out -> Files.copy(content, out));
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

    /** The same from a file, which does not change until the bundle is written. */
    public BundleDocuments attachment(String name, Path content) {
        return put("attachments/" + name, out -> Files.copy(content, out));
    }

    private BundleDocuments put(String name, byte[] content) {
        byte[] copy = content.clone();
        return put(name, out -> out.write(copy));
    }

    private BundleDocuments put(String name, ZipSpool.Content content) {
        Optional<String> unsafe = EntryName.refusal(name);
        if (unsafe.isPresent() || !EntryName.isKnown(name)) {
            throw new IllegalArgumentException(
                    unsafe.orElse("name: '" + name + "' (expected: one that the format has)"));
        }
        if (contents.put(name, content) != null) {
            throw new IllegalArgumentException("name: '" + name + "' (expected: once)");
        }
        return this;
    }

    Hash planDigest() {
        return planDigest;
    }

    SortedMap<String, ZipSpool.Content> contents() {
        return Collections.unmodifiableSortedMap(contents);
    }
}
