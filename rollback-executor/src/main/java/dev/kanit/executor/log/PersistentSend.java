package dev.kanit.executor.log;

import dev.kanit.executor.run.AbandonedException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends a record until every replica in sync has it, or until nothing shall be written any more.
 *
 * @param producer what sends
 * @param what the records, in the singular, for logs and errors: "outcome"
 */
public record PersistentSend(Producer<String, byte[]> producer, String what) {

    private static final Logger LOG = LoggerFactory.getLogger(PersistentSend.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    /**
     * Returns when {@code record} is in the log.
     *
     * @param abandoned completed when nothing shall be written any more
     * @throws AbandonedException when that comes first, or the thread is interrupted
     */
    public void send(ProducerRecord<String, byte[]> record, CompletableFuture<Void> abandoned)
            throws AbandonedException {
        while (!abandoned.isDone()) {
            try {
                CompletableFuture<Void> acknowledged = begin(record);
                CompletableFuture.anyOf(acknowledged, abandoned).get();
                if (acknowledged.isDone() && !acknowledged.isCompletedExceptionally()) {
                    return;
                }
            } catch (ExecutionException | RuntimeException failed) {
                LOG.atError()
                        .addKeyValue("rolloutId", record.key())
                        .addKeyValue("record", what)
                        .setCause(failed)
                        .log("a record could not be written; trying again");
                await(abandoned);
            } catch (InterruptedException _) {
                throw interrupted();
            }
        }
        throw new AbandonedException("the " + what + " was not recorded");
    }

    /**
     * Returns when each record that was begun is in the log or given up, those included that nobody
     * waits for any more. What is read from the log afterwards is all that there will be of them.
     */
    public void settle() {
        producer.flush();
    }

    private CompletableFuture<Void> begin(ProducerRecord<String, byte[]> record) {
        CompletableFuture<Void> acknowledged = new CompletableFuture<>();
        var _ =
                producer.send(
                        record,
                        (_, failure) -> {
                            if (failure == null) {
                                acknowledged.complete(null);
                            } else {
                                acknowledged.completeExceptionally(failure);
                            }
                        });
        return acknowledged;
    }

    private void await(CompletableFuture<Void> abandoned) throws AbandonedException {
        try {
            abandoned.get(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException _) {
            // The pause is over; the next attempt follows.
        } catch (ExecutionException impossible) {
            throw new IllegalStateException("the future does not fail", impossible);
        } catch (InterruptedException _) {
            throw interrupted();
        }
    }

    private AbandonedException interrupted() {
        Thread.currentThread().interrupt();
        return new AbandonedException("interrupted before the " + what + " was recorded");
    }
}
