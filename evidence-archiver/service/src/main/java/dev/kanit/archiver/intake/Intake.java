package dev.kanit.archiver.intake;

import dev.kanit.archiver.rollout.RolloutDirectories;
import dev.kanit.ledger.LogId;
import dev.kanit.schemas.RegistryException;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads every partition from the archive's own position. Whatever fails is begun anew from there,
 * so there is one way to start and it is the way back from a crash, too.
 */
public final class Intake implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(Intake.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final IntakeClients clients;
    private final Archive archive;
    private final Directories directories;
    private final Dispositions dispositions;
    private final Pace pace;
    private final IntakeCounters counters = new IntakeCounters();
    private final CompletableFuture<Boolean> closed = new CompletableFuture<>();
    private volatile IntakeHealth health = new IntakeHealth.Starting();
    private volatile OptionalLong oldestUnsignedMillis = OptionalLong.empty();
    private boolean isFailing;

    /** Opens the rollouts' directories; throws while the registry is away. */
    @FunctionalInterface
    public interface Directories {
        RolloutDirectories open();
    }

    /**
     * @param clientSettings of Kafka
     */
    public Intake(
            Map<String, Object> clientSettings,
            Archive archive,
            Directories directories,
            Dispositions dispositions,
            Pace pace) {
        this.clients = new IntakeClients(clientSettings);
        this.archive = archive;
        this.directories = directories;
        this.dispositions = dispositions;
        this.pace = pace;
    }

    public IntakeHealth health() {
        return health;
    }

    public IntakeCounters counters() {
        return counters;
    }

    /** Age of the oldest append that no signed checkpoint covers; zero when there is none. */
    public Duration unsignedAge() {
        OptionalLong oldest = oldestUnsignedMillis;
        return oldest.isEmpty()
                ? Duration.ZERO
                : Duration.ofMillis(Math.max(0, pace.nowMillis() - oldest.getAsLong()));
    }

    /**
     * Ends the loop.
     *
     * @param storing whether what was read is stored and signed for first; without, it is read
     *     again next time
     */
    public void close(boolean storing) {
        closed.complete(storing);
    }

    @Override
    public void run() {
        while (!closed.isDone()) {
            try (Admin admin = clients.admin();
                    Consumer<byte[], byte[]> consumer = clients.consumer();
                    CheckpointTopic topic = new CheckpointTopic(clients.producer());
                    RolloutDirectories opened = directories.open()) {
                archive(admin, consumer, topic, opened);
            } catch (UnfitTopicException unfit) {
                health = new IntakeHealth.Stopped(String.valueOf(unfit.getMessage()));
                LOG.atError().addKeyValue("reason", unfit.getMessage()).log("nothing is archived");
                return;
            } catch (KafkaException | RegistryException | IOException failed) {
                isFailing = true;
                health = new IntakeHealth.Failing(String.valueOf(failed.getMessage()));
                LOG.atWarn().setCause(failed).log("archiving is interrupted; trying again");
                pause();
            } catch (RuntimeException | Error crash) {
                health = new IntakeHealth.Stopped(crash.toString());
                LOG.atError().setCause(crash).log("archiver stops");
                return;
            }
        }
        health = new IntakeHealth.Closed();
    }

    /** Returns when it is closed, or when there are more partitions than it reads. */
    private void archive(
            Admin admin,
            Consumer<byte[], byte[]> consumer,
            CheckpointTopic topic,
            RolloutDirectories opened)
            throws IOException {
        Map<TopicPartition, LogId> sources = Sources.find(admin);
        SourceWatch watch =
                new SourceWatch(() -> Sources.find(admin), sources, pace.lookAtTopicsEvery());
        boolean hasGrown = false;
        try (Lanes lanes =
                Lanes.open(archive, opened, dispositions, topic, counters, pace, sources)) {
            Reading reading = new Reading(consumer, lanes.intakes(), counters, pace);
            Map<TopicPartition, Long> owed =
                    isFailing ? consumer.endOffsets(lanes.intakes().keySet()) : Map.of();
            while (!closed.isDone() && !hasGrown) {
                hasGrown = watch.hasGrown();
                reading.poll();
                lanes.requireHealthy();
                opened.requireHealthy();
                if (lanes.isRoundDue()) {
                    lanes.beginRound();
                    reading.commit();
                }
                isFailing = isFailing && !isStoredTo(owed, consumer, lanes);
                report(lanes);
            }
            if (hasGrown || closed.join()) {
                reading.handOverAll();
                lanes.finish();
                opened.flush();
            }
        }
    }

    /** A failure is over when all that was in the log at the first look since is stored. */
    private static boolean isStoredTo(
            Map<TopicPartition, Long> ends, Consumer<byte[], byte[]> consumer, Lanes lanes) {
        for (Map.Entry<TopicPartition, Long> end : ends.entrySet()) {
            PartitionIntake intake = lanes.intakes().get(end.getKey());
            boolean isStored =
                    intake == null
                            || intake.stopped().isPresent()
                            || (consumer.position(end.getKey()) >= end.getValue()
                                    && intake.lane().storedTo() >= intake.wanted());
            if (!isStored) {
                return false;
            }
        }
        return true;
    }

    private void report(Lanes lanes) {
        oldestUnsignedMillis = lanes.oldestUnsignedMillis();
        if (isFailing) {
            return;
        }
        boolean wasLate = health instanceof IntakeHealth.Late;
        health = lanes.health(unsignedAge());
        if (health instanceof IntakeHealth.Late(Duration age) && !wasLate) {
            LOG.atError()
                    .addKeyValue("reason", "oldest record without a signature: " + age)
                    .log("records wait longer for a signed checkpoint than promised");
        }
    }

    private void pause() {
        try {
            Boolean _ = closed.get(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException _) {
            // The usual end of a pause.
        } catch (InterruptedException _) {
            close(false);
        } catch (ExecutionException impossible) {
            throw new IllegalStateException("the future does not fail", impossible);
        }
    }
}
