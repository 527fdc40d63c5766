package dev.kanit.collector.check.run;

import dev.kanit.codec.check.Check;
import dev.kanit.codec.check.CheckGroup;
import dev.kanit.codec.plan.PlanFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

/**
 * Which runs of a rollout's checks are still to be done here, each taken once. A run that the log
 * has an answer of is done; of a check that people ordered again, only the newest order counts.
 * Thread-safe.
 */
final class DueRuns {

    private static final int FIRST_RUN = 1;

    private final PlanFile plan;
    private final AnsweredRuns log;
    private final Map<String, Integer> ordered = new TreeMap<>();
    private final Map<String, Integer> taken = new TreeMap<>();
    private final ReentrantLock reading = new ReentrantLock();
    private boolean read;

    DueRuns(PlanFile plan, Map<String, Integer> ordered, AnsweredRuns log) {
        this.plan = plan;
        this.log = log;
        this.ordered.putAll(ordered);
    }

    /**
     * A group's runs that one thread has taken.
     *
     * @param group the group with those checks alone
     * @param numbers the run's number by check
     */
    record Taken(CheckGroup group, Map<String, Integer> numbers) {
        Taken {
            numbers = Map.copyOf(numbers);
        }
    }

    PlanFile plan() {
        return plan;
    }

    /** Takes what is due of a group; empty when all of it is done or somebody else's. */
    Optional<Taken> take(CheckGroup group) throws InterruptedException {
        readLog();
        return takeDue(group);
    }

    /** Nobody who only orders waits for the log. */
    private void readLog() throws InterruptedException {
        reading.lockInterruptibly();
        try {
            if (!read) {
                note(log.read());
                read = true;
            }
        } finally {
            reading.unlock();
        }
    }

    private synchronized void note(Map<String, Integer> answered) {
        answered.forEach((check, run) -> taken.merge(check, run, Math::max));
    }

    private synchronized Optional<Taken> takeDue(CheckGroup group) {
        List<Check> due = new ArrayList<>();
        Map<String, Integer> numbers = new TreeMap<>();
        for (Check check : group.checks()) {
            int run = ordered.getOrDefault(check.name(), FIRST_RUN);
            if (!check.isAttestation() && taken.getOrDefault(check.name(), 0) < run) {
                taken.put(check.name(), run);
                numbers.put(check.name(), run);
                due.add(check);
            }
        }
        return due.isEmpty() ? Optional.empty() : Optional.of(new Taken(group.only(due), numbers));
    }

    /** People ordered these runs; gives the groups that they are of. */
    synchronized List<CheckGroup> order(Map<String, Integer> runs) {
        runs.forEach((check, run) -> ordered.merge(check, run, Math::max));
        return plan.checks().groups().stream()
                .map(group -> group.checks().stream().filter(one -> runs.containsKey(one.name())))
                .map(Stream::toList)
                .filter(checks -> !checks.isEmpty())
                .map(this::groupOf)
                .toList();
    }

    private CheckGroup groupOf(List<Check> checks) {
        return plan.checks().groups().stream()
                .filter(group -> group.checks().contains(checks.getFirst()))
                .findFirst()
                .orElseThrow()
                .only(checks);
    }
}
