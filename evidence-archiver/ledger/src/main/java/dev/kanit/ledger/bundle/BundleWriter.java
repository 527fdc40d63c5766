package dev.kanit.ledger.bundle;

import dev.kanit.ledger.merkle.Hash;
import dev.kanit.ledger.note.NoteSigner;
import dev.kanit.ledger.segment.Entry;
import dev.kanit.ledger.segment.EntryLine;
import dev.kanit.ledger.text.LineBuffer;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Writes bundles: the same one always gives the same bytes. It packs what it is given and judges
 * nothing; {@link BundleVerifier} does.
 */
public final class BundleWriter {

    private final NoteSigner signer;

    /**
     * @param signer the archiver's key, whose name does not matter
     */
    public BundleWriter(NoteSigner signer) {
        this.signer = signer;
    }

    /**
     * Writes a bundle, by way of a temporary file.
     *
     * @throws IOException also when it would be larger than {@link BundleLimits} allow
     */
    public void write(Bundle bundle, OutputStream out) throws IOException {
        SortedMap<String, ZipSpool.Content> contents = contents(bundle);
        if (contents.size() >= BundleLimits.MAX_ENTRIES) {
            throw new IOException(
                    "entries: %d (expected: < %d)"
                            .formatted(contents.size(), BundleLimits.MAX_ENTRIES));
        }
        try (ZipSpool spool = new ZipSpool()) {
            for (var content : contents.entrySet()) {
                spool.add(content.getKey(), content.getValue());
            }
            Manifest manifest = manifest(bundle, spool.archive(), spool.digests());
            String name = Manifest.signerName(bundle.cluster());
            byte[] envelope = Envelope.sign(manifest.toBytes(), signer.named(name)).toBytes();
            if (envelope.length > BundleLimits.MAX_MANIFEST_BYTES) {
                throw new IOException(
                        "manifest: %d bytes (expected: <= %d)"
                                .formatted(envelope.length, BundleLimits.MAX_MANIFEST_BYTES));
            }
            spool.finish(envelope, out);
        }
    }

    private static Manifest manifest(Bundle bundle, Hash archive, SortedMap<String, Hash> digests) {
        return new Manifest(
                bundle.rollout(),
                bundle.cluster(),
                bundle.documents().planDigest(),
                bundle.outcome(),
                bundle.createdAtMillis(),
                archive,
                bundle.logs().stream()
                        .map(
                                log ->
                                        new Manifest.Log(
                                                log.topic(),
                                                log.id(),
                                                log.payloadBelow(),
                                                log.outside()))
                        .toList(),
                digests);
    }

    private static SortedMap<String, ZipSpool.Content> contents(Bundle bundle) {
        SortedMap<String, ZipSpool.Content> contents = new TreeMap<>();
        contents.putAll(bundle.documents().contents());
        for (BundleLog log : bundle.logs()) {
            String topic = log.topic();
            byte[] checkpoint = log.checkpoint().toBytes();
            contents.put(EntryName.checkpoint(topic), out -> out.write(checkpoint));
            byte[] head = log.head().toBytes();
            contents.put(EntryName.head(topic), out -> out.write(head));
            byte[] range = RangeText.write(log.range());
            contents.put(EntryName.range(topic), out -> out.write(range));
            contents.put(EntryName.entries(topic), out -> leaves(log.leaves(), out));
            contents.put(EntryName.records(topic), out -> records(log.records(), out));
        }
        for (int i = 0; i < bundle.decisionProofs().size(); i++) {
            byte[] proof = bundle.decisionProofs().get(i).toBytes();
            contents.put(EntryName.proof(i + 1), out -> out.write(proof));
        }
        return contents;
    }

    /** As an entry bundle of tlog-tiles, of any number of leaves. */
    private static void leaves(Leaves leaves, OutputStream out) throws IOException {
        byte[] length = new byte[2];
        leaves.forEach(
                leaf -> {
                    length[0] = (byte) (leaf.length >>> 8);
                    length[1] = (byte) leaf.length;
                    out.write(length);
                    out.write(leaf);
                });
    }

    private static void records(List<Entry.Kept> records, OutputStream out) throws IOException {
        LineBuffer line = new LineBuffer(1_024);
        for (Entry.Kept record : records) {
            line.clear();
            EntryLine.write(line, record);
            line.ascii("\n");
            out.write(line.array(), 0, line.length());
        }
    }
}
