package dev.kanit.executor.notify;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kanit.executor.notify.AttemptResult.Delivered;
import dev.kanit.executor.notify.AttemptResult.Later;
import dev.kanit.executor.notify.AttemptResult.Refused;
import dev.kanit.executor.notify.Progress.Standing;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.zip.CRC32;

/**
 * When a delivery is tried again: after pauses that double, spread by a share that its name alone
 * gives, so that a receiver which comes back is not met by everybody at once and a restart waits as
 * long as its predecessor would have.
 */
public final class Retries {

    /** Pauses are between 80 % and 120 % of their planned length. */
    private static final double SPREAD = 0.4;

    private static final int MAX_DOUBLINGS = 20;

    /** Attempts that a promised time has room for at least. */
    private static final int ATTEMPTS_WITHIN = 5;

    private Retries() {}

    /**
     * What follows from an attempt.
     *
     * @param attempt its number, from 1
     * @param endedAt when it ended
     */
    public static Fact.AttemptEnded after(
            Delivery delivery, int attempt, AttemptResult result, Instant endedAt) {
        return switch (result) {
            case Delivered _ -> ended(delivery, attempt, Standing.DELIVERED);
            case Refused _ -> ended(delivery, attempt, Standing.GAVE_UP);
            case Later later -> {
                Instant next = endedAt.plus(pause(delivery, attempt, later.retryAfter(), endedAt));
                boolean isEnd =
                        attempt >= Limits.MAX_ATTEMPTS
                                || next.isAfter(delivery.dueAt().plus(Limits.MAX_AGE));
                yield isEnd
                        ? ended(delivery, attempt, Standing.GAVE_UP)
                        : new Fact.AttemptEnded(
                                delivery.key(), attempt, Standing.OPEN, Optional.of(next));
            }
        };
    }

    private static Fact.AttemptEnded ended(Delivery delivery, int attempt, Standing standing) {
        return new Fact.AttemptEnded(delivery.key(), attempt, standing, Optional.empty());
    }

    private static Duration pause(
            Delivery delivery, int attempt, Optional<Duration> asked, Instant now) {
        long doubled = Limits.FIRST_PAUSE.toMillis() << Math.min(attempt - 1, MAX_DOUBLINGS);
        long planned = Math.min(doubled, longest(delivery, now));
        CRC32 name = new CRC32();
        name.update((delivery.key().id() + "#" + attempt).getBytes(UTF_8));
        double share = name.getValue() / (double) (1L << Integer.SIZE);
        Duration own = Duration.ofMillis(Math.round(planned * (1 - SPREAD / 2 + SPREAD * share)));
        Duration wanted = asked.orElse(Duration.ZERO);
        Duration allowed =
                wanted.compareTo(Limits.LONGEST_RETRY_AFTER) > 0
                        ? Limits.LONGEST_RETRY_AFTER
                        : wanted;
        return own.compareTo(allowed) >= 0 ? own : allowed;
    }

    /** As long as a promise can be kept, pauses leave room for keeping it. */
    private static long longest(Delivery delivery, Instant now) {
        long usual = Limits.LONGEST_PAUSE.toMillis();
        if (delivery.within().isEmpty()) {
            return usual;
        }
        Duration within = delivery.within().get();
        return now.isBefore(delivery.dueAt().plus(within))
                ? Math.clamp(within.toMillis() / ATTEMPTS_WITHIN, 1, usual)
                : usual;
    }
}
