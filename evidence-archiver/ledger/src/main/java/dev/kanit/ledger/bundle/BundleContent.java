package dev.kanit.ledger.bundle;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kanit.ledger.LogId;
import dev.kanit.ledger.merkle.Hash;
import dev.kanit.ledger.segment.Entry;
import dev.kanit.ledger.segment.EntryLine;
import dev.kanit.ledger.segment.MalformedSegmentException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * What a verified bundle holds. Nothing is kept in memory but the file: entries are unpacked when
 * they are asked for, and their digests are compared again, so nothing unverified is ever given.
 *
 * <p>Every method that reads throws {@link IOException} when the file has changed since.
 */
public final class BundleContent {

    private static final String SCHEMAS = "schemas/";
    private static final String SCHEMA_SUFFIX = ".avsc";

    private final ByteBuffer file;
    private final Map<String, ZipMember> members = new LinkedHashMap<>();
    private final Manifest manifest;

    BundleContent(ByteBuffer file, List<ZipMember> members, Manifest manifest) {
        this.file = file;
        this.manifest = manifest;
        members.forEach(member -> this.members.put(member.name(), member));
    }

    public String cluster() {
        return manifest.cluster();
    }

    /** By the archiver's clock, epoch milliseconds. */
    public long createdAtMillis() {
        return manifest.createdAtMillis();
    }

    /** SHA-256 of the plan. */
    public Hash planDigest() {
        return manifest.plan();
    }

    /** The logs that records are from, by topic. */
    public SortedMap<String, LogId> logs() {
        SortedMap<String, LogId> logs = new TreeMap<>();
        manifest.logs().forEach(log -> logs.put(log.topic(), log.id()));
        return logs;
    }

    /** Names of all entries. */
    public List<String> names() {
        return List.copyOf(members.keySet());
    }

    /** Text of the plan. */
    public String plan() throws IOException {
        return new String(read(EntryName.PLAN), UTF_8);
    }

    /** Texts of the schemas, by their id in the registry. */
    public SortedMap<Integer, String> schemas() throws IOException {
        SortedMap<Integer, String> schemas = new TreeMap<>();
        for (String name : members.keySet()) {
            if (name.startsWith(SCHEMAS)) {
                String id =
                        name.substring(SCHEMAS.length(), name.length() - SCHEMA_SUFFIX.length());
                schemas.put(Integer.valueOf(id), new String(read(name), UTF_8));
            }
        }
        return schemas;
    }

    /** The rollout's records of a topic, in the order of their offsets. */
    public List<Entry.Kept> records(String topic) throws IOException {
        List<Entry.Kept> records = new ArrayList<>();
        forEachRecord(topic, records::add);
        return records;
    }

    /** Gives the rollout's records of a topic, in the order of their offsets, one by one. */
    public void forEachRecord(String topic, Consumer<Entry.Kept> consumer) throws IOException {
        LineReader lines = new LineReader(new ByteArrayInputStream(read(EntryName.records(topic))));
        while (lines.next()) {
            try {
                if (EntryLine.read(lines.buffer(), lines.begin(), lines.end())
                        instanceof Entry.Kept record) {
                    consumer.accept(record);
                }
            } catch (MalformedSegmentException impossible) {
                throw new IllegalStateException("it was read before", impossible);
            }
        }
    }

    /** All bytes of an entry. */
    public byte[] read(String name) throws IOException {
        ZipMember member = members.get(name);
        if (member == null) {
            throw new IllegalArgumentException("name: '" + name + "' (expected: an entry)");
        }
        try (MemberStream stream = new MemberStream(file, member)) {
            byte[] content = stream.readAllBytes();
            if (stream.hash().isEmpty()
                    || !stream.hash().get().equals(manifest.subjects().get(name))) {
                throw new IOException(name + ": changed since it was verified");
            }
            return content;
        }
    }
}
