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
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the checks of every rollout under way when they are due: a group begins at the rollout's
 * start, plus the plan's lead, less its own {@code at}. One that is overdue begins at once.
 */
public final class RolloutChecks implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RolloutChecks.class);
    private static final int FIRST_RUN = 1;

    private final GroupRun groups;
    private final CheckSink sink;
    private final InstantSource clock;
    private final Map<String, List<Thread>> running = new TreeMap<>();

    public RolloutChecks(GroupRun groups, CheckSink sink, InstantSource clock) {
        this.groups = groups;
        this.sink = sink;
        this.clock = clock;
    }

    /** Lines up the groups of a rollout; those of an earlier start of it end. */
    public synchronized void start(String rolloutId, PlanFile plan, Instant startedAt) {
        stop(rolloutId);
        ChecksPlan checks = plan.checks();
        List<Thread> threads = new ArrayList<>();
        for (CheckGroup group : checks.groups()) {
            Instant due = startedAt.plus(plan.plan().ritual().lead()).minus(group.before());
            threads.add(
                    Thread.ofVirtual()
                            .name("kanit-checks-" + rolloutId + "-" + group.name())
                            .start(() -> run(rolloutId, plan, group, due)));
        }
        if (!threads.isEmpty()) {
            running.put(rolloutId, threads);
        }
    }

    /** Ends what runs for a rollout, and waits for its threads. */
    public synchronized void stop(String rolloutId) {
        List<Thread> threads = running.remove(rolloutId);
        if (threads == null) {
            return;
        }
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

    private void run(String rolloutId, PlanFile plan, CheckGroup group, Instant due) {
        try {
            Thread.sleep(Duration.between(clock.instant(), due));
            LOG.atInfo()
                    .addKeyValue("rolloutId", rolloutId)
                    .addKeyValue("group", group.name())
                    .log("checks begin");
            groups.run(
                    group,
                    plan.collection(),
                    ran -> sink.publish(ran.result(rolloutId, plan.plan().digest(), FIRST_RUN)));
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
