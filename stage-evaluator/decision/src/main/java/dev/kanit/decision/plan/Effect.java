package dev.kanit.decision.plan;

import java.util.SortedMap;
import java.util.TreeMap;

/** What follows when a trigger fires. */
public sealed interface Effect {

    /** Back to the version before, at once, with no person asked. */
    record RollBack() implements Effect {}

    /** Stay at this weight until a person resumes. */
    record Hold() implements Effect {}

    /** Tell on-call, change nothing. */
    record Alert() implements Effect {}

    /**
     * The plan's countermove.
     *
     * @param settings what the actuator shall set, at least one
     */
    record Mitigate(SortedMap<String, String> settings) implements Effect {
        public Mitigate {
            settings = new TreeMap<>(settings);
            if (settings.isEmpty()) {
                throw new IllegalArgumentException("mitigate: {} (expected: at least one setting)");
            }
        }

        @Override
        public SortedMap<String, String> settings() {
            return new TreeMap<>(settings);
        }
    }
}
