package dev.kanit.collector.follow;

import dev.kanit.collector.follow.RolloutWork.Begun;
import dev.kanit.wire.DecisionKind;
import dev.kanit.wire.RolloutDecision;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The rollouts of one partition that are under way. While the partition is read from its beginning,
 * changes are only noted; {@link #caughtUp} then gives those that are still under way.
 */
final class ActiveRollouts {

    private final Map<String, Begun> underWay = new LinkedHashMap<>();
    private final int partition;
    private boolean live;

    ActiveRollouts(int partition) {
        this.partition = partition;
    }

    /** What a decision means for the rounds. */
    sealed interface Change {

        record Begin(Begun rollout) implements Change {}

        record End(String rolloutId) implements Change {}

        record Rerun(String rolloutId, Map<String, Integer> ordered) implements Change {}
    }

    /** Takes a decision; gives what is to be done now. */
    List<Change> take(RolloutDecision decision) {
        String id = decision.getRolloutId();
        String planText = decision.getPlan();
        DecisionKind kind = decision.getKind();
        return switch (kind) {
            case STARTED -> {
                if (planText == null) {
                    yield List.of();
                }
                Begun begun =
                        new Begun(
                                id,
                                planText,
                                decision.getDecidedAt(),
                                true,
                                !live,
                                partition,
                                Map.of());
                underWay.put(id, begun);
                yield live ? List.of(new Change.Begin(begun)) : List.of();
            }
            case ROLLED_BACK, ROLLBACK_FAILED, COMPLETED -> {
                boolean known = underWay.remove(id) != null;
                yield live && known ? List.of(new Change.End(id)) : List.of();
            }
            case STAGE_ENTERED, GO -> {
                underWay.computeIfPresent(id, (_, begun) -> with(begun, false, begun.ordered()));
                yield List.of();
            }
            case RERUN_ORDERED -> {
                Map<String, Integer> runs = new TreeMap<>();
                decision.getRuns()
                        .forEach(one -> runs.merge(one.getCheck(), one.getRun(), Math::max));
                boolean known =
                        underWay.computeIfPresent(id, (_, begun) -> ordering(begun, runs)) != null;
                yield live && known ? List.of(new Change.Rerun(id, runs)) : List.of();
            }
            case STAGE_BEGAN,
                    STAGE_PASSED,
                    HELD,
                    RELEASED,
                    ROLLBACK_RECOMMENDED,
                    RECOMMENDATION_WITHDRAWN,
                    ROLLBACK_ORDERED,
                    MITIGATION_ORDERED,
                    ALERTED,
                    PROMOTED,
                    COMMAND_TAKEN,
                    NO_GO,
                    NOTED,
                    REJECTED,
                    ATTESTED,
                    APPROVED,
                    OVERRIDDEN,
                    OVERRIDE_ENDED,
                    COMMAND_OFFERED,
                    ACKNOWLEDGED,
                    FAILURE_CLOSED,
                    KILL_SWITCH_ORDERED,
                    PROMOTION_ORDERED,
                    NIGHT_OBSERVED ->
                    List.of();
        };
    }

    private static Begun ordering(Begun begun, Map<String, Integer> runs) {
        Map<String, Integer> all = new TreeMap<>(begun.ordered());
        runs.forEach((check, run) -> all.merge(check, run, Math::max));
        return with(begun, begun.beforeStages(), all);
    }

    private static Begun with(Begun begun, boolean beforeStages, Map<String, Integer> ordered) {
        return new Begun(
                begun.rolloutId(),
                begun.planText(),
                begun.startedAt(),
                beforeStages,
                begun.resumed(),
                begun.partition(),
                ordered);
    }

    /** From now on changes are to be done at once; gives the rollouts to begin with. */
    List<Change> caughtUp() {
        if (live) {
            return List.of();
        }
        live = true;
        List<Change> begin = new ArrayList<>();
        underWay.values().forEach(begun -> begin.add(new Change.Begin(begun)));
        return begin;
    }

    boolean isLive() {
        return live;
    }

    /** The partition is somebody else's now: everything that was begun is to end here. */
    List<Change> revoked() {
        List<Change> end = new ArrayList<>();
        if (live) {
            underWay.keySet().forEach(id -> end.add(new Change.End(id)));
        }
        return end;
    }
}
