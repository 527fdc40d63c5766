package dev.kanit.archiver.intake;

import dev.kanit.archiver.rollout.RolloutDirectories;
import dev.kanit.ledger.LogId;
import dev.kanit.schemas.RegistryException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.apache.kafka.common.TopicPartition;

/** All partitions' lanes, and the rounds that sign for them. Used by the reading thread. */
final class Lanes implements AutoCloseable {

    /** Most of the time a lane waits for the disk. */
    private static final int THREADS = 8;

    private final Map<TopicPartition, PartitionIntake> intakes = new LinkedHashMap<>();
    private final ExecutorService executor =
            Executors.newFixedThreadPool(
                    THREADS, Thread.ofPlatform().daemon().name("evidence-lane-", 0).factory());
    private final ExecutorService behind = Executors.newVirtualThreadPerTaskExecutor();
    private final Publication publication;
    private final Pace pace;
    private long roundBeganNanos = System.nanoTime();

    private Lanes(
            Archive.Cluster cluster, CheckpointTopic topic, IntakeCounters counters, Pace pace)
            throws IOException {
        this.publication = new Publication(cluster.heads(), topic, counters, executor);
        this.pace = pace;
    }

    static Lanes open(
            Archive archive,
            RolloutDirectories directories,
            Dispositions dispositions,
            CheckpointTopic topic,
            IntakeCounters counters,
            Pace pace,
            Map<TopicPartition, LogId> sources)
            throws IOException {
        String clusterId = sources.values().iterator().next().clusterId();
        Archive.Cluster cluster = archive.cluster(clusterId);
        Lanes lanes = new Lanes(cluster, topic, counters, pace);
        try {
            for (var source : sources.entrySet()) {
                Lane lane =
                        new Lane(
                                source.getKey().topic(),
                                cluster.partition(source.getValue()),
                                directories,
                                dispositions,
                                lanes.executor,
                                lanes.behind);
                lane.catchUp(pace.nowMillis());
                lanes.intakes.put(source.getKey(), new PartitionIntake(lane, pace.maxSegmentAge()));
            }
            return lanes;
        } catch (IOException | RuntimeException failed) {
            lanes.close();
            throw failed;
        }
    }

    Map<TopicPartition, PartitionIntake> intakes() {
        return intakes;
    }

    private List<Lane> waiting() {
        return intakes.values().stream()
                .map(PartitionIntake::lane)
                .filter(lane -> lane.unsigned().oldestMillis().isPresent())
                .toList();
    }

    /** Half of the interval is left for the round itself. */
    boolean isRoundDue() {
        return !publication.isRunning()
                && (System.nanoTime() - roundBeganNanos) * 2 >= pace.publishEvery().toNanos();
    }

    void beginRound() {
        roundBeganNanos = System.nanoTime();
        List<Lane> waiting = waiting();
        if (!waiting.isEmpty()) {
            publication.begin(waiting);
        }
    }

    /**
     * Waits until everything that was given is stored and signed for.
     *
     * @throws IOException when it cannot be
     */
    void finish() throws IOException {
        await(publication.round());
        beginRound();
        await(publication.round());
        for (PartitionIntake intake : intakes.values()) {
            await(intake.lane().idle());
        }
    }

    /**
     * @throws IOException what kept a lane or a round from its work
     * @throws RegistryException likewise
     */
    void requireHealthy() throws IOException {
        for (PartitionIntake intake : intakes.values()) {
            CompletableFuture<Void> idle = intake.lane().idle();
            if (idle.isCompletedExceptionally()) {
                await(idle);
            }
        }
        if (publication.round().isCompletedExceptionally()) {
            await(publication.round());
        }
    }

    IntakeHealth health(Duration unsignedAge) {
        Optional<String> stopped =
                Stream.concat(
                                intakes.values().stream()
                                        .flatMap(intake -> intake.stopped().stream()),
                                publication.stopped().stream())
                        .findFirst();
        if (stopped.isPresent()) {
            return new IntakeHealth.Stopped(stopped.get());
        }
        return unsignedAge.compareTo(Pace.SIGNED_WITHIN) > 0
                ? new IntakeHealth.Late(unsignedAge)
                : new IntakeHealth.Archiving();
    }

    /** When the oldest append without a signature happened, epoch milliseconds. */
    OptionalLong oldestUnsignedMillis() {
        return intakes.values().stream()
                .map(PartitionIntake::oldestUnsignedMillis)
                .flatMapToLong(OptionalLong::stream)
                .min();
    }

    private static void await(CompletableFuture<Void> work) throws IOException {
        try {
            work.join();
        } catch (CompletionException failed) {
            if (failed.getCause() instanceof UncheckedIOException unchecked) {
                throw unchecked.getCause();
            }
            if (failed.getCause() instanceof RegistryException away) {
                // A lane may be the first to hear that rollouts' directories wait for a schema.
                throw away;
            }
            throw failed;
        }
    }

    /** Waits for what has begun, whether it succeeds or not. */
    @Override
    public void close() {
        Collection<PartitionIntake> all = intakes.values();
        Stream.concat(
                        all.stream().map(intake -> intake.lane().idle()),
                        Stream.of(publication.round()))
                .forEach(work -> work.handle((_, _) -> true).join());
        executor.close();
        behind.close();
    }
}
