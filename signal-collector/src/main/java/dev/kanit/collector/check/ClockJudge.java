package dev.kanit.collector.check;

import dev.kanit.codec.check.Bound;
import java.time.Duration;
import java.time.Instant;

/** How far two clocks are apart, when one of them was read through a network. */
public final class ClockJudge {

    private ClockJudge() {}

    /**
     * Judges by the smallest distance that fits what was seen: the other clock was read at some
     * time between the question and the answer, and shows whole steps only.
     *
     * @param asked this host's time before the question
     * @param answered this host's time after the answer
     * @param other what the other clock said
     * @param step what the other clock rounds down to; zero for none
     */
    public static Judged judge(
            Bound drift, Instant asked, Instant answered, Instant other, Duration step) {
        Instant otherLatest = other.plus(step);
        Duration apart =
                otherLatest.isBefore(asked)
                        ? Duration.between(otherLatest, asked)
                        : other.isAfter(answered)
                                ? Duration.between(answered, other)
                                : Duration.ZERO;
        Duration uncertainty = Duration.between(asked, answered).plus(step);
        String text =
                "at least %s apart, known within %s"
                        .formatted(
                                HttpJudge.millis(apart.toNanos() / 1e6),
                                HttpJudge.millis(uncertainty.toNanos() / 1e6));
        return Judged.of(drift.holds(apart.toNanos() / 1e6), Seen.of(text));
    }
}
