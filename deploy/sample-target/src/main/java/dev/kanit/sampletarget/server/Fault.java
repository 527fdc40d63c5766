package dev.kanit.sampletarget.server;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;

/**
 * When the canary is at fault: from some time after its weight first reached some share, until a
 * rollback. Mostly from one plan-minute after {@value #FROM_WEIGHT_PERCENT} %.
 */
public final class Fault {

    static final double FROM_WEIGHT_PERCENT = 25;

    /** A factor that no limit notices and that is within what plans allow a single signal. */
    static final double A_LITTLE_WORSE = 1.08;

    private static final double DELAY_MINUTES = 1;

    private static final double WHOLE_PERCENT = 100;

    /** The half hour at 100 %, and as long again. */
    private static final double NIGHT_DELAY_MINUTES = 60;

    private final double nanosPerPlanMinute;
    private final double fromWeightPercent;
    private final double delayMinutes;
    private boolean armed;
    private boolean ended;
    private long beginsAtNanos;
    private Instant beginsAt = Instant.MAX;

    /**
     * A fault that nothing has called up yet.
     *
     * @param speed plan time over real time
     */
    public Fault(double speed) {
        this(speed, FROM_WEIGHT_PERCENT, DELAY_MINUTES);
    }

    private Fault(double speed, double fromWeightPercent, double delayMinutes) {
        this.nanosPerPlanMinute = TimeUnit.MINUTES.toNanos(1) / speed;
        this.fromWeightPercent = fromWeightPercent;
        this.delayMinutes = delayMinutes;
    }

    /** One that begins half a plan-hour after the half hour at 100 %. */
    public static Fault atNight(double speed) {
        return new Fault(speed, WHOLE_PERCENT, NIGHT_DELAY_MINUTES);
    }

    /** Takes notice of the canary's weight. Weight 0 after the fault was called up ends it. */
    public synchronized void weightIs(double percent, long nowNanos, Instant now) {
        if (!armed && percent >= fromWeightPercent) {
            long delayNanos = (long) (delayMinutes * nanosPerPlanMinute);
            armed = true;
            beginsAtNanos = nowNanos + delayNanos;
            beginsAt = now.plus(Duration.ofNanos(delayNanos));
        } else if (armed && percent == 0) {
            ended = true;
        }
    }

    /** Ends the fault, if it was called up: another version runs, or a fresh process. */
    public synchronized void end() {
        ended = armed;
    }

    /** Plan-minutes since the fault began; empty before and after it. */
    public synchronized OptionalDouble ageMinutes(long nowNanos) {
        return armed && !ended && nowNanos - beginsAtNanos >= 0
                ? OptionalDouble.of((nowNanos - beginsAtNanos) / nanosPerPlanMinute)
                : OptionalDouble.empty();
    }

    /** When the fault began; empty while it has not. */
    public synchronized Optional<Instant> begunAt(long nowNanos) {
        return armed && nowNanos - beginsAtNanos >= 0 ? Optional.of(beginsAt) : Optional.empty();
    }

    double nanosPerPlanMinute() {
        return nanosPerPlanMinute;
    }
}
