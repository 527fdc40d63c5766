package dev.kanit.standalone.bench;

import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.RecordMetadata;

/**
 * A record that was sent.
 *
 * @param sentNanos of the monotonic clock
 * @param written where it went
 */
record PacedRecord(long sentNanos, Future<RecordMetadata> written) {}
