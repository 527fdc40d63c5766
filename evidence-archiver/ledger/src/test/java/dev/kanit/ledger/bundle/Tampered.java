package dev.kanit.ledger.bundle;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kanit.ledger.note.NoteSigner;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** A bundle taken apart, changed, and packed again in the right form. */
final class Tampered {

    private final TreeMap<String, byte[]> entries = new TreeMap<>();

    static Tampered of(byte[] zip) throws Exception {
        Tampered tampered = new Tampered();
        ByteBuffer file = ByteBuffer.wrap(zip);
        for (ZipMember member : ZipDirectory.read(file)) {
            try (MemberStream stream = new MemberStream(file, member)) {
                tampered.entries.put(member.name(), stream.readAllBytes());
            }
        }
        return tampered;
    }

    Tampered edit(String name, UnaryOperator<byte[]> change) {
        entries.put(name, change.apply(get(name)));
        return this;
    }

    Tampered put(String name, byte[] content) {
        entries.put(name, content);
        return this;
    }

    Tampered remove(String name) {
        entries.remove(name);
        return this;
    }

    byte[] get(String name) {
        return Objects.requireNonNull(entries.get(name), name).clone();
    }

    Tampered lines(String topic, Consumer<List<String>> change) {
        return edit(
                EntryName.records(topic),
                content -> {
                    List<String> lines =
                            new ArrayList<>(
                                    Arrays.asList(new String(content, ISO_8859_1).split("\n")));
                    change.accept(lines);
                    return (String.join("\n", lines) + (lines.isEmpty() ? "" : "\n"))
                            .getBytes(ISO_8859_1);
                });
    }

    /** With the manifest as it was. */
    byte[] pack() throws Exception {
        try (ZipSpool spool = spool()) {
            return finish(spool, get(EntryName.MANIFEST));
        }
    }

    /** With a manifest that fits, as only who has a key can make it. */
    byte[] packAndSign(NoteSigner signer) throws Exception {
        return packAndSign(signer, UnaryOperator.identity());
    }

    byte[] packAndSign(NoteSigner signer, UnaryOperator<String> changeStatement) throws Exception {
        Manifest before =
                Manifest.parse(Envelope.parse(get(EntryName.MANIFEST)).payload().getBytes(UTF_8));
        try (ZipSpool spool = spool()) {
            Manifest after =
                    new Manifest(
                            before.rollout(),
                            before.cluster(),
                            before.plan(),
                            before.outcome(),
                            before.createdAtMillis(),
                            spool.archive(),
                            before.logs(),
                            spool.digests());
            String statement = changeStatement.apply(new String(after.toBytes(), UTF_8));
            String name = Manifest.signerName(before.cluster());
            return finish(
                    spool, Envelope.sign(statement.getBytes(UTF_8), signer.named(name)).toBytes());
        }
    }

    private ZipSpool spool() throws Exception {
        ZipSpool spool = new ZipSpool();
        for (var entry : entries.entrySet()) {
            if (!entry.getKey().equals(EntryName.MANIFEST)) {
                spool.add(entry.getKey(), out -> out.write(entry.getValue()));
            }
        }
        return spool;
    }

    private static byte[] finish(ZipSpool spool, byte[] manifest) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        spool.finish(manifest, out);
        return out.toByteArray();
    }
}
