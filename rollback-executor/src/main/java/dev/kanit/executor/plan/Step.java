package dev.kanit.executor.plan;

import java.time.Duration;
import java.util.SortedMap;
import java.util.TreeMap;

/** One step of an action. */
public sealed interface Step {

    /** How long a look at the target may take after a small change. */
    Duration BRIEF = Duration.ofSeconds(10);

    /** How long the metrics may take to come back after a rollback. */
    Duration BASELINE_LIMIT = Duration.ofSeconds(60);

    /** Name on the record, for example {@code stop-canary}. */
    String name();

    /** Whether the action has failed when this step has. */
    default boolean isDeciding() {
        return true;
    }

    /** Longest time that this step may be tried, given what the whole order allows. */
    default Duration limit(Duration ofOrder) {
        return ofOrder;
    }

    /** A step that only reads, and may be taken in a drill. */
    sealed interface Look extends Step {}

    /** A step that changes the target. */
    sealed interface Change extends Step {}

    /**
     * @param weightPercent canary share to set, 0 to 100
     * @param value what a feature flag is set to; empty when the weight says it all. Whoever has no
     *     flag goes by the weight
     */
    record SetWeight(double weightPercent, String value) implements Change {

        /** By the weight alone. */
        public SetWeight(double weightPercent) {
            this(weightPercent, "");
        }

        @Override
        public String name() {
            return "set-weight";
        }
    }

    /** All traffic to the stable version. */
    record StopCanary() implements Change {
        @Override
        public String name() {
            return "stop-canary";
        }
    }

    /**
     * @param version what shall run in the canary's place
     */
    record RestoreVersion(String version) implements Change {
        @Override
        public String name() {
            return "restore-version";
        }
    }

    /**
     * Asked for the record; users are on the stable version already, whatever the answer is.
     *
     * @param version the version that shall run on today's database
     */
    record CheckCompatibility(String version) implements Look {
        @Override
        public String name() {
            return "check-compatibility";
        }

        @Override
        public boolean isDeciding() {
            return false;
        }
    }

    /** The process in the canary's place starts afresh; it has no traffic at that moment. */
    record Restart() implements Change {
        @Override
        public String name() {
            return "restart";
        }

        @Override
        public boolean isDeciding() {
            return false;
        }
    }

    /**
     * Do the servers that get traffic answer?
     *
     * @param brief whether {@link #BRIEF} is all the time it gets
     */
    record VerifyHealth(boolean brief) implements Look {
        @Override
        public String name() {
            return "verify-health";
        }

        @Override
        public Duration limit(Duration ofOrder) {
            return brief && ofOrder.compareTo(BRIEF) > 0 ? BRIEF : ofOrder;
        }
    }

    /** Do the answers look like the baseline again? Late metrics do not undo a rollback. */
    record VerifyBaseline() implements Look {
        @Override
        public String name() {
            return "verify-baseline";
        }

        @Override
        public boolean isDeciding() {
            return false;
        }

        @Override
        public Duration limit(Duration ofOrder) {
            return ofOrder.compareTo(BASELINE_LIMIT) > 0 ? BASELINE_LIMIT : ofOrder;
        }
    }

    /**
     * The canary's version takes the stable one's place; what only the canary needed may go.
     *
     * @param canaryVersion the version that has all traffic
     */
    record Promote(String canaryVersion) implements Change {
        @Override
        public String name() {
            return "promote";
        }
    }

    /**
     * Do the servers in the stable version's place answer, and do they run what was promoted? A
     * deployment takes its time, so it gets all that the order allows.
     *
     * @param canaryVersion the version that was promoted
     */
    record VerifyPromotion(String canaryVersion) implements Look {
        @Override
        public String name() {
            return "verify-health";
        }
    }

    /**
     * The feature goes off in the canary's scope and nowhere else; traffic stays where it is. Only
     * a person switches it on again.
     */
    record SwitchOff() implements Change {
        @Override
        public String name() {
            return "kill-switch";
        }
    }

    /** Is the feature off in the canary's scope? */
    record VerifySwitchedOff() implements Look {
        @Override
        public String name() {
            return "verify-switched-off";
        }

        @Override
        public Duration limit(Duration ofOrder) {
            return ofOrder.compareTo(BRIEF) > 0 ? BRIEF : ofOrder;
        }
    }

    /**
     * @param settings what to set, name to value
     */
    record ApplySettings(SortedMap<String, String> settings) implements Change {
        public ApplySettings {
            settings = new TreeMap<>(settings);
        }

        @Override
        public SortedMap<String, String> settings() {
            return new TreeMap<>(settings);
        }

        @Override
        public String name() {
            return "apply-settings";
        }
    }
}
