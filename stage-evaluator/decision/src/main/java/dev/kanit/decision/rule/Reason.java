package dev.kanit.decision.rule;

import dev.kanit.decision.measure.Absence;

/**
 * Why something was decided, or why an input changed nothing. Constant names are written to the
 * evidence: rename never, append only. {@code docs/reasons.md} explains each.
 */
public enum Reason {
    TRIGGER_FIRED(Ends.BY_PERSON),
    SIGNAL_OVER_THRESHOLD(Ends.BY_PERSON),
    NO_ANSWER(Ends.NEVER),
    TREND_WORSENING(Ends.BY_TIME),

    NO_DATA(Ends.WHEN_CLEAN),
    CANARY_SILENT(Ends.WHEN_CLEAN),
    NOT_A_NUMBER(Ends.WHEN_CLEAN),
    OUT_OF_RANGE(Ends.WHEN_CLEAN),
    STALE(Ends.WHEN_CLEAN),
    PROVIDER_DOWN(Ends.WHEN_CLEAN),
    TIMED_OUT(Ends.WHEN_CLEAN),
    COLLECTOR_SILENT(Ends.WHEN_CLEAN),
    NO_TRAFFIC(Ends.WHEN_CLEAN),
    LOW_VOLUME(Ends.WHEN_CLEAN),
    NO_BASELINE(Ends.WHEN_CLEAN),
    UNREADABLE_INPUT(Ends.WHEN_CLEAN),

    PERSON(Ends.BY_PERSON),
    ACTION_FAILED(Ends.BY_ACTION),
    ACTION_OVERDUE(Ends.BY_ACTION),

    LATE(Ends.NEVER),
    DUPLICATE(Ends.NEVER),
    FUTURE(Ends.NEVER),
    ROLLOUT_CLOSED(Ends.NEVER),
    ALREADY_STARTED(Ends.NEVER),
    UNKNOWN_ROLLOUT(Ends.NEVER),
    NOT_COMMANDER(Ends.NEVER),
    REPEATED_COMMAND(Ends.NEVER),
    NOT_HELD(Ends.NEVER),
    NOTHING_TO_APPROVE(Ends.NEVER),
    ALREADY_ROLLING_BACK(Ends.NEVER),
    SIGNALS_NOT_PASSING(Ends.NEVER),
    OUTDATED_ACTION(Ends.NEVER),
    INVALID_PLAN(Ends.NEVER),
    NO_IDENTITY(Ends.NEVER),

    MITIGATION_FAILED(Ends.BY_PERSON),

    EVIDENCE_AGAINST_CANARY(Ends.WHEN_FADED),
    RESOURCE_LEAK(Ends.WHEN_FADED),
    TRAFFIC_SPLIT(Ends.WHEN_FADED),
    NOT_ENOUGH_EVIDENCE(Ends.WHEN_FADED),
    SHARED_INCIDENT(Ends.WHEN_UNTRIGGERED),

    CHECKS_FAILED(Ends.BY_GO),
    CHECKS_MISSING(Ends.BY_GO),
    OTHER_PLAN(Ends.NEVER),
    UNKNOWN_CHECK(Ends.NEVER),
    CHECK_TOO_LATE(Ends.NEVER),
    CHECK_OUTDATED(Ends.NEVER),
    NEEDS_A_PERSON(Ends.NEVER),
    NEEDS_A_RUN(Ends.NEVER),
    NOT_PERMITTED(Ends.NEVER),
    COMMAND_HELD(Ends.NEVER),
    SELF_APPROVAL(Ends.NEVER),
    EXPIRED(Ends.NEVER),
    INCOMPLETE_COMMAND(Ends.NEVER),
    UNKNOWN_RULE(Ends.NEVER),
    NOTHING_TO_OVERRIDE(Ends.NEVER),
    TOO_MANY_OVERRIDES(Ends.NEVER),
    NOTHING_TO_ACKNOWLEDGE(Ends.NEVER),

    FREEZE(Ends.WHEN_THAWED),
    KILL_SWITCH(Ends.BY_PERSON),
    KILL_SWITCH_FAILED(Ends.BY_PERSON),
    NOT_FROZEN(Ends.NEVER),
    NO_FAILURE(Ends.NEVER),

    NIGHT_CRITICAL(Ends.WHEN_CALM),
    BURN_RATE(Ends.WHEN_CALM),
    NIGHT_TOTAL(Ends.BY_PERSON),

    MITIGATED(Ends.BY_PERSON),

    NOTHING_TO_RERUN(Ends.NEVER);

    /** What ends a hold with this reason. */
    public enum Ends {
        /** Every required reading is there again, with traffic and volume, for a while. */
        WHEN_CLEAN,
        /** The judge finds it no more. */
        WHEN_FADED,
        /** No trigger that rolls back holds any more, and all is there to tell. */
        WHEN_UNTRIGGERED,
        /** The hold's time is over and the trend has calmed. */
        BY_TIME,
        /** A person resumes. */
        BY_PERSON,
        /** The weight is in effect after all, or a person orders it again. */
        BY_ACTION,
        /** The checks pass after all, or people approve. */
        BY_GO,
        /** The freeze is over, or a person sets it aside. */
        WHEN_THAWED,
        /** What the night found is found no more, and all is there to tell. */
        WHEN_CALM,
        /** The reason never holds a rollout. */
        NEVER
    }

    private final Ends ends;

    Reason(Ends ends) {
        this.ends = ends;
    }

    public Ends ends() {
        return ends;
    }

    /** The reason of the same name. */
    public static Reason of(Absence absence) {
        return switch (absence) {
            case NO_DATA -> NO_DATA;
            case CANARY_SILENT -> CANARY_SILENT;
            case NOT_A_NUMBER -> NOT_A_NUMBER;
            case OUT_OF_RANGE -> OUT_OF_RANGE;
            case STALE -> STALE;
            case PROVIDER_DOWN -> PROVIDER_DOWN;
            case TIMED_OUT -> TIMED_OUT;
            case PRESENT ->
                    throw new IllegalArgumentException("absence: PRESENT (expected: a gap)");
        };
    }
}
