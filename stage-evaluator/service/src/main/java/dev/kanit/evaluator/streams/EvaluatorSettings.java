package dev.kanit.evaluator.streams;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * What an evaluator needs to run.
 *
 * @param bootstrapServers of the Kafka cluster
 * @param registry base URI of the schema registry
 * @param stateDirectory for locks and checkpoints; created when missing
 * @param threads stream threads, 1 to 64
 * @param replication of the changelog topics, 1 to 3
 * @param standbys instances that keep a copy of a partition's state beside its owner, 0 to 2
 * @param applicationServer host:port under which other instances reach this one's API
 * @param commitInterval how long results of undecided inputs may wait; decisions never do
 * @param kafka further client settings, for TLS and SASL
 */
public record EvaluatorSettings(
        String bootstrapServers,
        URI registry,
        Path stateDirectory,
        int threads,
        int replication,
        int standbys,
        Optional<String> applicationServer,
        Duration commitInterval,
        Map<String, String> kafka) {

    public static final Duration DEFAULT_COMMIT_INTERVAL = Duration.ofMillis(100);

    public EvaluatorSettings {
        if (threads < 1 || threads > 64) {
            throw new IllegalArgumentException("threads: " + threads + " (expected: 1 to 64)");
        }
        if (replication < 1 || replication > 3) {
            throw new IllegalArgumentException(
                    "replication: " + replication + " (expected: 1 to 3)");
        }
        if (standbys < 0 || standbys > 2) {
            throw new IllegalArgumentException("standbys: " + standbys + " (expected: 0 to 2)");
        }
        if (!commitInterval.isPositive()) {
            throw new IllegalArgumentException(
                    "commitInterval: " + commitInterval + " (expected: > 0)");
        }
        kafka = Map.copyOf(kafka);
    }

    /** One instance on one machine. */
    public static EvaluatorSettings local(String bootstrapServers, URI registry, Path state) {
        return new EvaluatorSettings(
                bootstrapServers,
                registry,
                state,
                1,
                1,
                0,
                Optional.empty(),
                DEFAULT_COMMIT_INTERVAL,
                Map.of());
    }

    public EvaluatorSettings withApplicationServer(String hostAndPort) {
        return new EvaluatorSettings(
                bootstrapServers,
                registry,
                stateDirectory,
                threads,
                replication,
                standbys,
                Optional.of(hostAndPort),
                commitInterval,
                kafka);
    }

    public EvaluatorSettings withThreads(int count) {
        return new EvaluatorSettings(
                bootstrapServers,
                registry,
                stateDirectory,
                count,
                replication,
                standbys,
                applicationServer,
                commitInterval,
                kafka);
    }
}
