package dev.kanit.evaluator.query;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What goes on around a rollout's stages, as the API shows it. Null where the plan has none of it,
 * or where it is not its time.
 *
 * @param checks until the first stage begins
 * @param freeze what is frozen
 * @param budget as far as events were counted
 * @param night from the end of the last stage on
 */
@JsonInclude
public record RitualView(
        @Nullable Checks checks, Freeze freeze, @Nullable Budget budget, @Nullable Night night) {

    /**
     * How far the rollout is with GO/NO-GO.
     *
     * @param passed checks that passed, optional ones aside
     * @param counted checks that count
     * @param plannedAt T-0, ISO 8601
     * @param wanting checks that stand against GO
     * @param approvalsWanted how many named people must still approve
     * @param approvers who have
     * @param groups in the plan's order
     */
    @JsonInclude
    public record Checks(
            int passed,
            int counted,
            String plannedAt,
            List<String> wanting,
            int approvalsWanted,
            List<String> approvers,
            List<Group> groups) {
        public Checks {
            wanting = List.copyOf(wanting);
            approvers = List.copyOf(approvers);
            groups = List.copyOf(groups);
        }
    }

    /** Checks that belong together; optional ones aside. */
    @JsonInclude
    public record Group(String name, int passed, int failed, int pending) {}

    /**
     * @param cause what freezes this rollout now, or null
     * @param othersUntil until when other changes to the service wait, ISO 8601; null when they do
     *     not, or when the end is not known yet
     * @param othersWait whether other changes to the service wait
     */
    @JsonInclude
    public record Freeze(
            @Nullable String cause, boolean othersWait, @Nullable String othersUntil) {}

    /**
     * The error budget as far as this rollout has seen it.
     *
     * @param left share that is left, 1 at first; below 0 when more was spent
     * @param burn over the shortest window of the plan, or null
     * @param lastsMillis how long what is left lasts at that rate, or null when nothing is spent
     */
    @JsonInclude
    public record Budget(double left, @Nullable Double burn, @Nullable Long lastsMillis) {}

    /**
     * The first night.
     *
     * @param since when it began, ISO 8601
     * @param forMillis how long it is
     * @param nextSnapshotAt ISO 8601
     * @param conditions what it is watched for
     */
    @JsonInclude
    public record Night(
            String since, long forMillis, String nextSnapshotAt, List<Condition> conditions) {
        public Night {
            conditions = List.copyOf(conditions);
        }
    }

    /**
     * @param value null when unknown
     * @param verdict HOLDS, BROKEN or UNJUDGED
     */
    @JsonInclude
    public record Condition(
            String condition, @Nullable Double value, double limit, String unit, String verdict) {}
}
