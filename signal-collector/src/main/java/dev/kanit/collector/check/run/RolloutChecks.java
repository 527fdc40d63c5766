package dev.kanit.collector.check.run;

import dev.kanit.codec.check.CheckGroup;
import dev.kanit.codec.check.ChecksPlan;
import dev.kanit.codec.plan.PlanFile;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the checks of every rollout under way when they are due: a group begins at the rollout's
 * start, plus the plan's lead, less its own {@code at}. One that is overdue begins at once, as does
 * what people order.
 */
public final class RolloutChecks implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RolloutChecks.class);

    private final GroupRun groups;
    private final CheckSink sink;
    private final InstantSource clock;
    private final Map<String, Running> running = new TreeMap<>();

    private record Running(DueRuns due, List<Thread> threads) {}

    public RolloutChecks(GroupRun groups, CheckSink sink, InstantSource clock) {
        this.groups = groups;
        this.sink = sink;
        this.clock = clock;
    }

    /**
     * Lines up the groups of a rollout; those of an earlier start of it end.
     *
     * @param ordered runs that people ordered before
     * @param log which runs have their answers already
     */
    public synchronized void start(
            String rolloutId,
            PlanFile plan,
            Instant startedAt,
            Map<String, Integer> ordered,
            AnsweredRuns log) {
        stop(rolloutId);
        ChecksPlan checks = plan.checks();
        if (checks.groups().isEmpty()) {
            return;
        }
        Running rollout = new Running(new DueRuns(plan, ordered, log), new ArrayList<>());
        running.put(rolloutId, rollout);
        for (CheckGroup group : checks.groups()) {
            Instant due = startedAt.plus(plan.plan().ritual().lead()).minus(group.before());
            begin(rolloutId, rollout, group, due);
        }
    }

    /** Runs what people ordered, at once. */
    public synchronized void rerun(String rolloutId, Map<String, Integer> ordered) {
        Running rollout = running.get(rolloutId);
        if (rollout == null) {
            return;
        }
        rollout.threads().removeIf(thread -> !thread.isAlive());
        for (CheckGroup group : rollout.due().order(ordered)) {
            begin(rolloutId, rollout, group, clock.instant());
        }
    }

    private void begin(String rolloutId, Running rollout, CheckGroup group, Instant due) {
        rollout.threads()
                .add(
                        Thread.ofVirtual()
                                .name("kanit-checks-" + rolloutId + "-" + group.name())
                                .start(() -> run(rolloutId, rollout.due(), group, due)));
    }

    /** Ends what runs for a rollout, and waits for its threads. */
    public synchronized void stop(String rolloutId) {
        Running rollout = running.remove(rolloutId);
        if (rollout == null) {
            return;
        }
        List<Thread> threads = rollout.threads();
        threads.forEach(Thread::interrupt);
        boolean interrupted = false;
        for (Thread thread : threads) {
            while (thread.isAlive()) {
                try {
                    thread.join();
                } catch (InterruptedException _) {
                    interrupted = true;
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void run(String rolloutId, DueRuns due, CheckGroup group, Instant at) {
        try {
            Thread.sleep(Duration.between(clock.instant(), at));
            Optional<DueRuns.Taken> taken = due.take(group);
            if (taken.isEmpty()) {
                return;
            }
            Map<String, Integer> numbers = taken.get().numbers();
            LOG.atInfo()
                    .addKeyValue("rolloutId", rolloutId)
                    .addKeyValue("group", group.name())
                    .addKeyValue("runs", numbers)
                    .log("checks begin");
            String digest = due.plan().plan().digest();
            groups.run(
                    taken.get().group(),
                    due.plan().collection(),
                    ran ->
                            sink.publish(
                                    ran.result(
                                            rolloutId,
                                            digest,
                                            numbers.getOrDefault(ran.check().name(), 0))));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            // Without results the rollout does not go on; the other groups must.
            LOG.atError()
                    .addKeyValue("rolloutId", rolloutId)
                    .addKeyValue("group", group.name())
                    .setCause(e)
                    .log("checks end early");
        }
    }

    @Override
    public synchronized void close() {
        List.copyOf(running.keySet()).forEach(this::stop);
    }
}
