package dev.kanit.executor.run;

import dev.kanit.executor.plan.RecordedStep;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** What is known of one rollout's actions, by generation. Not thread-safe. */
final class RolloutHistory {

    /** More actions than any rollout orders; older ones are fenced by their generation anyway. */
    private static final int MAX_FINISHED = 1_000;

    private final TreeSet<Long> finished = new TreeSet<>();
    private final Map<Long, List<RecordedStep>> open = new TreeMap<>();
    private long highest = -1;

    void note(long generation) {
        highest = Math.max(highest, generation);
    }

    void record(long generation, RecordedStep step) {
        note(generation);
        if (!step.finished()) {
            open.computeIfAbsent(generation, _ -> new ArrayList<>()).add(step);
            return;
        }
        open.remove(generation);
        finished.add(generation);
        if (finished.size() > MAX_FINISHED) {
            finished.pollFirst();
        }
    }

    long highest() {
        return highest;
    }

    boolean isFinished(long generation) {
        return finished.contains(generation);
    }

    List<RecordedStep> stepsOf(long generation) {
        return List.copyOf(open.getOrDefault(generation, List.of()));
    }
}
