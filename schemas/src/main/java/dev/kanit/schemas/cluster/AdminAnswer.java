package dev.kanit.schemas.cluster;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;

/** Waits for the answer of a cluster, not for ever. */
final class AdminAnswer {

    private static final Duration WITHIN = Duration.ofSeconds(30);

    private AdminAnswer() {}

    static <T> T of(KafkaFuture<T> future) {
        try {
            return future.get(WITHIN.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof KafkaException cause) {
                throw cause;
            }
            throw new KafkaException("the cluster did not carry out a request", failed);
        } catch (TimeoutException late) {
            throw new KafkaException("the cluster did not answer within " + WITHIN, late);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new KafkaException("interrupted while the cluster was asked", interrupted);
        }
    }
}
