package dev.kanit.executor.outbox;

import dev.kanit.executor.notify.Delivery;
import dev.kanit.executor.notify.DeliveryKey;
import dev.kanit.executor.notify.Fact;
import dev.kanit.executor.notify.Limits;
import dev.kanit.executor.notify.Notice;
import dev.kanit.executor.notify.Progress.Standing;
import dev.kanit.wire.AlertDelivery;
import dev.kanit.wire.DeliveryOutcome;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Ends of attempts as records of {@code rollout.deliveries}, and back. */
final class DeliveryRecords {

    private DeliveryRecords() {}

    static AlertDelivery toWire(
            Delivery delivery,
            Fact.AttemptEnded ended,
            Instant startedAt,
            Duration took,
            String detail,
            String executor) {
        return AlertDelivery.newBuilder()
                .setRolloutId(delivery.key().rolloutId())
                .setAlertId(delivery.key().noticeId())
                .setDedupKey(delivery.key().matter())
                .setResolved(delivery.notice().kind() == Notice.Kind.RESOLVED)
                .setChannel(delivery.key().channel())
                .setKind(delivery.channel().kind())
                .setLevel(delivery.key().level())
                .setAttempt(ended.attempt())
                .setOutcome(outcome(ended.standing()))
                .setStartedAt(startedAt)
                .setDurationMicros(Math.max(0, took.toNanos() / 1_000))
                .setNextAttemptAt(ended.nextAttemptAt().orElse(null))
                .setDetail(
                        detail.length() <= Limits.MAX_DETAIL_LENGTH
                                ? detail
                                : detail.substring(0, Limits.MAX_DETAIL_LENGTH - 1) + "…")
                .setExecutor(executor)
                .build();
    }

    static Fact.AttemptEnded fromWire(AlertDelivery record) {
        return new Fact.AttemptEnded(
                new DeliveryKey(
                        record.getRolloutId(),
                        record.getDedupKey(),
                        record.getAlertId(),
                        record.getChannel(),
                        record.getLevel()),
                record.getAttempt(),
                switch (record.getOutcome()) {
                    case DELIVERED -> Standing.DELIVERED;
                    case FAILED -> Standing.OPEN;
                    case GAVE_UP -> Standing.GAVE_UP;
                    case NOT_NEEDED -> Standing.NOT_NEEDED;
                },
                Optional.ofNullable(record.getNextAttemptAt()));
    }

    private static DeliveryOutcome outcome(Standing standing) {
        return switch (standing) {
            case OPEN -> DeliveryOutcome.FAILED;
            case DELIVERED -> DeliveryOutcome.DELIVERED;
            case GAVE_UP -> DeliveryOutcome.GAVE_UP;
            case NOT_NEEDED -> DeliveryOutcome.NOT_NEEDED;
        };
    }
}
