package dev.kanit.archiver.document;

/**
 * Records of one partition that a figure came from.
 *
 * @param topic its name
 * @param partition &gt;= 0
 * @param first offset of the first record, &gt;= 0
 * @param last offset of the last one, &gt;= {@code first}; others of the partition may lie between
 */
public record Source(String topic, int partition, long first, long last) {

    public Source {
        if (partition < 0 || first < 0 || last < first) {
            throw new IllegalArgumentException(
                    "source: %s-%d, %d to %d (expected: 0 <= first <= last)"
                            .formatted(topic, partition, first, last));
        }
    }

    /** One record. */
    public static Source of(String topic, int partition, long offset) {
        return new Source(topic, partition, offset, offset);
    }

    /** This one, up to the end of {@code later}, which is of the same partition. */
    public Source to(Source later) {
        return new Source(topic, partition, first, Math.max(last, later.last));
    }

    @Override
    public String toString() {
        return topic + "-" + partition + "@" + first + (last == first ? "" : ".." + last);
    }
}
