package dev.kanit.schemas;

/** A topic exists with another number of partitions than the installation asks for. */
public final class PartitionMismatchException extends RuntimeException {

    PartitionMismatchException(String topic, int found, int expected) {
        super(
                "partitions of %s: %d (expected: %d, the same for every topic)"
                        .formatted(topic, found, expected));
    }
}
