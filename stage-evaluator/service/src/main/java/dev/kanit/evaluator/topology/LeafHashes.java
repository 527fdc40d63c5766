package dev.kanit.evaluator.topology;

import dev.kanit.ledger.leaf.LeafWriter;
import dev.kanit.ledger.merkle.MerkleHasher;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.streams.processor.api.Record;

/**
 * The hash of the leaf that a record has in the transparency log of its partition, computed here as
 * the archiver does it there. Not thread-safe.
 */
final class LeafHashes {

    private final LeafWriter leaf = new LeafWriter();
    private final MerkleHasher hasher = new MerkleHasher();

    byte[] of(long offset, Record<byte[], byte[]> record) {
        leaf.begin(offset, record.timestamp(), record.key(), record.value());
        for (Header header : record.headers()) {
            leaf.header(header.key(), header.value());
        }
        return hasher.leaf(leaf.finish());
    }
}
