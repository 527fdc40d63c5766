package dev.kanit.schemas.cluster;

import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.acl.AclBinding;

/** One thing in which a cluster is not as it should be. */
public sealed interface Difference {

    /** What differs, in one line. */
    String text();

    /** What an operator has to do; empty when {@link ClusterChanges} can mend it. */
    Optional<String> advice();

    /**
     * A topic of the catalogue is not there.
     *
     * @param settings with which it is to be created
     */
    record TopicMissing(String topic, int partitions, int replication, Map<String, String> settings)
            implements Difference {

        public TopicMissing {
            settings = Map.copyOf(settings);
        }

        @Override
        public String text() {
            return "topic %s is missing (expected: %d partitions, %d copies)"
                    .formatted(topic, partitions, replication);
        }

        @Override
        public Optional<String> advice() {
            return Optional.empty();
        }
    }

    /** A topic's setting has another value; an absent one is found as an empty text. */
    record SettingDiffers(String topic, String setting, String found, String expected)
            implements Difference {

        @Override
        public String text() {
            return "%s of %s: %s (expected: %s)".formatted(setting, topic, found, expected);
        }

        @Override
        public Optional<String> advice() {
            return Optional.empty();
        }
    }

    /** A topic has another number of partitions: its rollouts would live elsewhere than others'. */
    record PartitionsDiffer(String topic, int found, int expected) implements Difference {

        @Override
        public String text() {
            return "partitions of %s: %d (expected: %d, the same for every topic)"
                    .formatted(topic, found, expected);
        }

        @Override
        public Optional<String> advice() {
            return Optional.of(
                    "a rollout's partition would change in the middle of its log: end all rollouts"
                            + " and move to topics of a new cluster, or ask for the number that"
                            + " exists (--partitions)");
        }
    }

    /** A topic has fewer copies than it should. */
    record ReplicationLow(String topic, int found, int expected) implements Difference {

        @Override
        public String text() {
            return "copies of %s: %d (expected: >= %d)".formatted(topic, found, expected);
        }

        @Override
        public Optional<String> advice() {
            return Optional.of(
                    "copies are added by moving replicas: kafka-reassign-partitions of your"
                            + " Kafka");
        }
    }

    /** A service lacks a right. */
    record RightMissing(AclBinding right) implements Difference {

        @Override
        public String text() {
            return "missing right: " + RightText.of(right);
        }

        @Override
        public Optional<String> advice() {
            return Optional.empty();
        }
    }

    /** Somebody may write where only a service should, or a service is denied something. */
    record RightUnexpected(AclBinding right) implements Difference {

        @Override
        public String text() {
            return "unexpected right: " + RightText.of(right);
        }

        @Override
        public Optional<String> advice() {
            return Optional.of(
                    "nothing is taken away here: remove it with kafka-acls --remove, or name the"
                            + " principal as trusted (--trust "
                            + right.entry().principal()
                            + ")");
        }
    }
}
