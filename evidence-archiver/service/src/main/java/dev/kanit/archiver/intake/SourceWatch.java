package dev.kanit.archiver.intake;

import dev.kanit.ledger.LogId;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks now and then whether the topics are still those that are read. Asks beside the reading
 * thread, which must not wait.
 */
final class SourceWatch {

    private static final Logger LOG = LoggerFactory.getLogger(SourceWatch.class);

    private final Supplier<Map<TopicPartition, LogId>> find;
    private final Map<TopicPartition, LogId> known;
    private final Duration every;
    private CompletableFuture<Map<TopicPartition, LogId>> look;
    private long lookedNanos = System.nanoTime();

    /**
     * @param find asks the cluster, see {@link Sources#find}
     * @param known what is read
     */
    SourceWatch(
            Supplier<Map<TopicPartition, LogId>> find,
            Map<TopicPartition, LogId> known,
            Duration every) {
        this.find = find;
        this.known = Map.copyOf(known);
        this.every = every;
        this.look = CompletableFuture.completedFuture(this.known);
    }

    /**
     * Whether there are partitions that are not read.
     *
     * @throws UnfitTopicException when a topic is compacted by now, or was deleted and made again
     */
    boolean hasGrown() {
        if (!look.isDone()) {
            return false;
        }
        boolean hasGrown = false;
        try {
            Map<TopicPartition, LogId> found = look.join();
            known.forEach((partition, log) -> requireSame(partition, log, found));
            hasGrown = found.size() > known.size();
        } catch (CompletionException failed) {
            if (failed.getCause() instanceof UnfitTopicException unfit) {
                throw unfit;
            }
            LOG.atWarn().setCause(failed).log("the topics could not be looked at");
        }
        if (System.nanoTime() - lookedNanos >= every.toNanos()) {
            lookedNanos = System.nanoTime();
            look = CompletableFuture.supplyAsync(find);
        } else {
            look = CompletableFuture.completedFuture(known);
        }
        return hasGrown;
    }

    private static void requireSame(
            TopicPartition partition, LogId log, Map<TopicPartition, LogId> found) {
        LogId now = found.getOrDefault(partition, log);
        if (!now.equals(log)) {
            throw new UnfitTopicException(
                    "%s: topic id %s, so it was deleted and made again (expected: %s)"
                            .formatted(partition, now.topicId(), log.topicId()));
        }
    }
}
