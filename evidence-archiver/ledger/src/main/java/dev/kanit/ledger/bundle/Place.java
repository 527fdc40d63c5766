package dev.kanit.ledger.bundle;

/** What a finding is about. */
public sealed interface Place {

    /** The file as a whole. */
    record Bundle() implements Place {
        @Override
        public String toString() {
            return "bundle";
        }
    }

    /** An entry of the zip file. */
    record ZipEntry(String name) implements Place {
        @Override
        public String toString() {
            return name;
        }
    }

    /**
     * A record, or the place where one is missing.
     *
     * @param offset in the topic's partition
     */
    record RecordAt(String topic, long offset) implements Place {
        @Override
        public String toString() {
            return topic + "@" + offset;
        }
    }
}
