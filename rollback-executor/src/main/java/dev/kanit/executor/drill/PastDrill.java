package dev.kanit.executor.drill;

import dev.kanit.wire.ActionKind;
import dev.kanit.wire.ActionOutcome;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A drill as its records tell it.
 *
 * @param name of the drill
 * @param at when it began
 * @param rollback how long all steps of the rollback took together
 * @param slowest name of the step that took longest
 * @param failed names of the steps that could not have been done; empty is good
 * @param before the time of the drill of the same plan before it; empty for the first
 */
public record PastDrill(
        String name,
        Instant at,
        Duration rollback,
        String slowest,
        List<String> failed,
        Optional<Duration> before) {

    /** Slower than the one before by this factor, a way back deserves a look. */
    private static final double SLOWER = 2;

    /** Below this, a doubling is noise. */
    private static final Duration NOTICEABLE = Duration.ofSeconds(1);

    public PastDrill {
        failed = List.copyOf(failed);
    }

    /** The plan's part of the name; drills of one plan share it. */
    public String plan() {
        String rest = name.substring(Rehearsal.PREFIX.length());
        int dash = rest.lastIndexOf('-');
        return dash < 0 ? rest : rest.substring(0, dash);
    }

    /** Whether it took much longer than the one before. */
    public boolean isSlower() {
        return before.isPresent()
                && rollback.compareTo(NOTICEABLE) > 0
                && rollback.toNanos() > before.get().toNanos() * SLOWER;
    }

    /** Every drill in some outcomes, oldest first; what is of no drill is passed over. */
    public static List<PastDrill> of(List<ActionOutcome> outcomes) {
        Map<String, List<ActionOutcome>> drills = new LinkedHashMap<>();
        for (ActionOutcome outcome : outcomes) {
            if (outcome.getDryRun() && outcome.getRolloutId().startsWith(Rehearsal.PREFIX)) {
                drills.computeIfAbsent(outcome.getRolloutId(), _ -> new ArrayList<>()).add(outcome);
            }
        }
        List<PastDrill> past = new ArrayList<>();
        drills.forEach((name, steps) -> past.add(read(name, steps)));
        past.sort(Comparator.comparing(PastDrill::at).thenComparing(PastDrill::name));
        Map<String, Duration> newest = new LinkedHashMap<>();
        past.replaceAll(
                one -> one.after(Optional.ofNullable(newest.put(one.plan(), one.rollback()))));
        return past;
    }

    private static PastDrill read(String name, List<ActionOutcome> steps) {
        Duration rollback = Duration.ZERO;
        ActionOutcome slowest = steps.getFirst();
        List<String> failed = new ArrayList<>();
        for (ActionOutcome step : steps) {
            if (step.getKind() == ActionKind.ROLL_BACK) {
                rollback = rollback.plusNanos(step.getDurationMicros() * 1_000);
            }
            if (step.getDurationMicros() > slowest.getDurationMicros()) {
                slowest = step;
            }
            if (!Rehearsal.isDone(step)) {
                failed.add(step.getStep());
            }
        }
        return new PastDrill(
                name,
                steps.getFirst().getStartedAt(),
                rollback,
                slowest.getStep(),
                failed,
                Optional.empty());
    }

    private PastDrill after(Optional<Duration> earlier) {
        return new PastDrill(name, at, rollback, slowest, failed, earlier);
    }
}
