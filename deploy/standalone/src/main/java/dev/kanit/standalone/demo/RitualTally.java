package dev.kanit.standalone.demo;

import dev.kanit.codec.plan.PlanFile;
import dev.kanit.wire.CheckOutcome;
import dev.kanit.wire.CheckResult;
import dev.kanit.wire.DecisionKind;
import dev.kanit.wire.RolloutDecision;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/** What records say of the checks, of GO/NO-GO and of the first night. */
final class RitualTally {

    private final int planned;
    private final double speed;
    private final Map<String, CheckResult> newest = new HashMap<>();
    private final Set<String> attested = new HashSet<>();
    private Optional<DecisionKind> go = Optional.empty();
    private Optional<RolloutDecision> night = Optional.empty();
    private String firstNight = "";
    private int snapshots;

    /**
     * @param plan as its file has it
     * @param speed by which the rehearsal divides the first night's durations
     */
    RitualTally(PlanFile plan, double speed) {
        this.planned =
                plan.checks().groups().stream().mapToInt(group -> group.checks().size()).sum();
        this.speed = speed;
    }

    void add(CheckResult result) {
        newest.merge(
                result.getCheck(),
                result,
                (known, other) -> other.getRun() > known.getRun() ? other : known);
    }

    void add(RolloutDecision decision) {
        boolean watched = !firstNight.isEmpty();
        switch (decision.getKind()) {
            case ATTESTED -> attested.add(decision.getSubject());
            case GO, NO_GO -> go = Optional.of(decision.getKind());
            case PROMOTED -> firstNight = "WATCHING";
            case NIGHT_OBSERVED -> snapshots++;
            case COMPLETED -> firstNight = "STABLE";
            case ROLLED_BACK -> firstNight = watched ? "ROLLED_BACK" : "";
            case ROLLBACK_FAILED -> firstNight = watched ? "ROLLBACK_FAILED" : "";
            default -> {
                // Tells nothing of the ritual.
            }
        }
        if (watched && !decision.getConditions().isEmpty()) {
            night = Optional.of(decision);
        }
    }

    DemoResult.Ritual result(int evidenceItems) {
        long passed =
                newest.values().stream()
                        .filter(one -> one.getOutcome() == CheckOutcome.PASSED)
                        .count();
        return new DemoResult.Ritual(
                (int) passed + attested.size(),
                planned,
                go.map(DecisionKind::name).orElse(""),
                evidenceItems,
                firstNight,
                snapshots,
                burn(1),
                burn(6),
                burn(24));
    }

    /** As the newest decision of the night that looked at it has it. */
    private OptionalDouble burn(int hours) {
        return night.map(one -> new NightFigures(one, speed).burn(Duration.ofHours(hours)))
                .orElse(OptionalDouble.empty());
    }
}
