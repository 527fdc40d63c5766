package dev.kanit.ledger.bundle;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kanit.ledger.LogId;
import dev.kanit.ledger.leaf.Leaf;
import dev.kanit.ledger.merkle.Hash;
import dev.kanit.ledger.text.LineBuffer;
import dev.kanit.ledger.text.LineCursor;
import dev.kanit.ledger.text.StrictUtf8;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a bundle says of itself, an in-toto Statement:
 *
 * <pre>
 *   {"_type":"https://in-toto.io/Statement/v1",
 *    "subject":[{"name":"logs/…","digest":{"sha256":"…"}},…],
 *    "predicateType":"https://kanit.dev/evidence-bundle/v1",
 *    "predicate":{"format":1,"rollout":"…","cluster":"…","plan":"…","outcome":"COMPLETED",
 *     "createdAtMillis":N,"archive":"…",
 *     "logs":[{"topic":"…","topicId":"…","partition":N,"payloadBelow":N},…]}}
 * </pre>
 *
 * <p>A log whose partition holds records under the rollout's id that the rollout did not consist of
 * says so after {@code payloadBelow}: {@code ,"outside":[offset,…]}.
 *
 * <p>Without white space, in this order, subjects and logs sorted by name and topic.
 *
 * @param rollout id, 1 to 200 bytes
 * @param cluster as Kafka gives it
 * @param plan SHA-256 of {@code plan.yaml}
 * @param createdAtMillis by the archiver's clock, epoch milliseconds
 * @param archive SHA-256 of the file's bytes between the first entry's end and the zip directory
 * @param logs by topic, 1 to 20
 * @param subjects SHA-256 of every entry but the manifest, by name
 */
record Manifest(
        String rollout,
        String cluster,
        Hash plan,
        Outcome outcome,
        long createdAtMillis,
        Hash archive,
        List<Log> logs,
        SortedMap<String, Hash> subjects) {

    static final int FORMAT = 1;

    private static final String TYPE =
            "{\"_type\":\"https://in-toto.io/Statement/v1\",\"subject\":[";
    private static final String PREDICATE =
            "],\"predicateType\":\"https://kanit.dev/evidence-bundle/v1\",\"predicate\":{\"format\":";

    /**
     * A topic's log.
     *
     * @param payloadBelow records below this offset may be missing, their payload has expired; 0
     *     for none
     * @param outside offsets, ascending, of records that carry the rollout's id and were no part of
     *     it: refused before its start, or without a value
     */
    record Log(String topic, LogId id, long payloadBelow, List<Long> outside) {
        Log {
            outside = List.copyOf(outside);
            if (outside.size() > BundleLimits.MAX_OUTSIDE) {
                throw new IllegalArgumentException(
                        "outside: %d offsets (expected: <= %d)"
                                .formatted(outside.size(), BundleLimits.MAX_OUTSIDE));
            }
            for (int i = 0; i < outside.size(); i++) {
                if (outside.get(i) <= (i == 0 ? -1 : outside.get(i - 1))) {
                    throw new IllegalArgumentException(
                            "outside: %d (expected: offsets, ascending)".formatted(outside.get(i)));
                }
            }
            if (!EntryName.TOPIC.matcher(topic).matches()) {
                throw new IllegalArgumentException(
                        "topic: '%.100s' (expected: %s)".formatted(topic, EntryName.TOPIC));
            }
            if (payloadBelow < 0) {
                throw new IllegalArgumentException(
                        "payloadBelow: " + payloadBelow + " (expected: >= 0)");
            }
        }
    }

    Manifest {
        logs = List.copyOf(logs);
        subjects = Collections.unmodifiableSortedMap(new TreeMap<>(subjects));
        int bytes = StrictUtf8.encode("rollout", rollout).length;
        if (bytes < 1 || bytes > Leaf.MAX_ROLLOUT_BYTES) {
            throw new IllegalArgumentException(
                    "rollout: %d bytes (expected: 1 to %d)"
                            .formatted(bytes, Leaf.MAX_ROLLOUT_BYTES));
        }
        if (logs.isEmpty() || logs.size() > BundleLimits.MAX_LOGS) {
            throw new IllegalArgumentException(
                    "logs: %d (expected: 1 to %d)".formatted(logs.size(), BundleLimits.MAX_LOGS));
        }
        for (int i = 1; i < logs.size(); i++) {
            if (logs.get(i - 1).topic().compareTo(logs.get(i).topic()) >= 0) {
                throw new IllegalArgumentException(
                        "logs: '%s' (expected: sorted, each topic once)"
                                .formatted(logs.get(i).topic()));
            }
        }
        for (Log log : logs) {
            if (!log.id().clusterId().equals(cluster)) {
                throw new IllegalArgumentException(
                        "log: of cluster %s (expected: %s)"
                                .formatted(log.id().clusterId(), cluster));
            }
        }
        for (String name : subjects.keySet()) {
            Optional<String> bad = EntryName.refusal(name);
            if (bad.isPresent()) {
                throw new IllegalArgumentException(bad.get());
            }
        }
    }

    /** The name under which a cluster's archiver signs. */
    static String signerName(String cluster) {
        return "kanit/" + cluster;
    }

    byte[] toBytes() {
        LineBuffer line = new LineBuffer(4_096).ascii(TYPE);
        String comma = "";
        for (var subject : subjects.entrySet()) {
            line.ascii(comma).ascii("{\"name\":\"").ascii(subject.getKey());
            line.ascii("\",\"digest\":{\"sha256\":\"").hex(subject.getValue().toArray());
            line.ascii("\"}}");
            comma = ",";
        }
        line.ascii(PREDICATE).number(FORMAT);
        line.ascii(",\"rollout\":").quoted(rollout.getBytes(UTF_8));
        line.ascii(",\"cluster\":\"").ascii(cluster);
        line.ascii("\",\"plan\":\"").hex(plan.toArray());
        line.ascii("\",\"outcome\":\"").ascii(outcome.name());
        line.ascii("\",\"createdAtMillis\":").number(createdAtMillis);
        line.ascii(",\"archive\":\"").hex(archive.toArray()).ascii("\",\"logs\":[");
        comma = "";
        for (Log log : logs) {
            line.ascii(comma).ascii("{\"topic\":\"").ascii(log.topic());
            line.ascii("\",\"topicId\":\"").ascii(log.id().topicId());
            line.ascii("\",\"partition\":").number(log.id().partition());
            line.ascii(",\"payloadBelow\":").number(log.payloadBelow());
            outside(line, log.outside()).ascii("}");
            comma = ",";
        }
        return line.ascii("]}}").toArray();
    }

    private static LineBuffer outside(LineBuffer line, List<Long> offsets) {
        String comma = ",\"outside\":[";
        for (long offset : offsets) {
            line.ascii(comma).number(offset);
            comma = ",";
        }
        return offsets.isEmpty() ? line : line.ascii("]");
    }

    /**
     * Reads a statement.
     *
     * @throws MalformedBundleException when it is none, or spelled otherwise than this writes it
     */
    static Manifest parse(byte[] bytes) throws MalformedBundleException {
        Manifest manifest;
        try {
            manifest = read(new LineCursor(bytes, 0, bytes.length));
        } catch (IllegalArgumentException broken) {
            throw MalformedBundleException.of(
                    FindingCode.MANIFEST_FORM,
                    EntryName.MANIFEST,
                    "statement: " + broken.getMessage());
        }
        if (!Arrays.equals(manifest.toBytes(), bytes)) {
            throw MalformedBundleException.of(
                    FindingCode.MANIFEST_FORM,
                    EntryName.MANIFEST,
                    "statement: another spelling (expected: the canonical one)");
        }
        return manifest;
    }

    private static Manifest read(LineCursor line) throws MalformedBundleException {
        line.expect(TYPE);
        SortedMap<String, Hash> subjects = new TreeMap<>();
        while (!line.skip(PREDICATE)) {
            String name = line.expect(subjects.isEmpty() ? "{\"name\":" : ",{\"name\":").plain();
            subjects.put(name, Hash.ofHex(line.expect(",\"digest\":{\"sha256\":").plain()));
            line.expect("}}");
        }
        long format = line.number();
        if (format != FORMAT) {
            throw MalformedBundleException.of(
                    FindingCode.UNSUPPORTED_FORMAT,
                    EntryName.MANIFEST,
                    "format: %d (expected: %d)".formatted(format, FORMAT));
        }
        String rollout = line.expect(",\"rollout\":").quoted();
        String cluster = line.expect(",\"cluster\":").plain();
        Hash plan = Hash.ofHex(line.expect(",\"plan\":").plain());
        Outcome outcome = Outcome.valueOf(line.expect(",\"outcome\":").plain());
        long createdAtMillis = line.expect(",\"createdAtMillis\":").number();
        Hash archive = Hash.ofHex(line.expect(",\"archive\":").plain());
        line.expect(",\"logs\":[");
        List<Log> logs = new ArrayList<>();
        while (!line.skip("]}}")) {
            logs.add(log(line.expect(logs.isEmpty() ? "{\"topic\":" : ",{\"topic\":"), cluster));
        }
        line.expectEnd();
        return new Manifest(
                rollout, cluster, plan, outcome, createdAtMillis, archive, logs, subjects);
    }

    private static Log log(LineCursor line, String cluster) {
        String topic = line.plain();
        String topicId = line.expect(",\"topicId\":").plain();
        long partition = line.expect(",\"partition\":").number();
        if (partition > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("partition: " + partition + " (expected: < 2^31)");
        }
        long payloadBelow = line.expect(",\"payloadBelow\":").number();
        List<Long> outside = new ArrayList<>();
        if (line.skip(",\"outside\":[")) {
            outside.add(line.number());
            while (!line.skip("]")) {
                outside.add(line.expect(",").number());
            }
        }
        line.expect("}");
        return new Log(
                topic,
                new LogId(cluster, topicId, (int) Math.max(-1, partition)),
                payloadBelow,
                outside);
    }
}
