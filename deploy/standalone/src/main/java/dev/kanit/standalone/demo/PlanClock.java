package dev.kanit.standalone.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Tells the plan's own time in a rehearsal: {@code T-10}, in minutes, until the first stage begins,
 * and {@code T+1:30}, in hours and minutes, from then on.
 */
final class PlanClock {

    private final double speed;
    private final double nightSpeed;
    private final Duration lead;
    private Optional<Instant> started = Optional.empty();
    private Optional<Instant> begun = Optional.empty();
    private Optional<Instant> night = Optional.empty();

    /**
     * @param speed plan time over real time
     * @param nightSpeed the same after the last stage
     * @param lead from the start to the planned first stage, in plan time
     */
    PlanClock(double speed, double nightSpeed, Duration lead) {
        this.speed = speed;
        this.nightSpeed = nightSpeed;
        this.lead = lead;
    }

    void starts(Instant at) {
        started = Optional.of(at);
    }

    void begins(Instant at) {
        begun = begun.isPresent() ? begun : Optional.of(at);
    }

    /** From here on time passes as it does at night. */
    void nightBegins(Instant at) {
        night = night.isPresent() ? night : Optional.of(at);
    }

    boolean hasBegun() {
        return begun.isPresent();
    }

    /** Whether it is so long, or less, before the planned first stage; never before the start. */
    boolean isDue(Duration first, Instant now) {
        return started.map(from -> !now.isBefore(from.plus(real(lead.minus(first))))).orElse(false);
    }

    /** Plan time since the first stage began; zero before. */
    Duration elapsed(Instant at) {
        Instant dusk = night.orElse(at);
        return begun.map(from -> plan(Duration.between(from, dusk)))
                .map(stages -> stages.plus(atNight(Duration.between(dusk, at))))
                .orElse(Duration.ZERO);
    }

    String of(Instant at) {
        if (begun.isPresent()) {
            return "T+" + hours(elapsed(at));
        }
        long passed = started.map(from -> plan(Duration.between(from, at)).toMinutes()).orElse(0L);
        return beforeStages(Duration.ofMinutes(Math.max(0, lead.toMinutes() - passed)));
    }

    static String beforeStages(Duration first) {
        return "T-" + first.toMinutes();
    }

    static String hours(Duration time) {
        return "%d:%02d".formatted(time.toHours(), time.toMinutesPart());
    }

    /** What a duration of the rehearsal stands for. */
    Duration plan(Duration real) {
        return Duration.ofMillis(Math.round(real.toMillis() * speed));
    }

    private Duration atNight(Duration real) {
        return Duration.ofMillis(Math.round(real.toMillis() * nightSpeed));
    }

    private Duration real(Duration plan) {
        return Duration.ofMillis(Math.round(plan.toMillis() / speed));
    }
}
