package dev.kanit.collector.round;

import dev.kanit.codec.plan.CollectionPlan;
import dev.kanit.codec.plan.Source;
import dev.kanit.wire.SignalReading;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes the rounds of every rollout under way, each on a virtual thread of its own. Rounds of one
 * rollout never overlap: a slow one makes the rollout miss the ticks that it runs over.
 */
public final class RolloutRounds implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RolloutRounds.class);

    private final Function<CollectionPlan, SignalSource> sources;
    private final SnapshotSink sink;
    private final InstantSource clock;
    private final RoundStatistics statistics;
    private final Map<String, Running> running = new TreeMap<>();

    /**
     * Without rollouts at first.
     *
     * @param sources opens what a plan asks; not called for pushed signals
     */
    public RolloutRounds(
            Function<CollectionPlan, SignalSource> sources,
            SnapshotSink sink,
            InstantSource clock,
            RoundStatistics statistics) {
        this.sources = sources;
        this.sink = sink;
        this.clock = clock;
        this.statistics = statistics;
    }

    /** Begins the rounds of a rollout; a rollout that is there already goes on by this plan. */
    public synchronized void start(String rolloutId, CollectionPlan plan) {
        stop(rolloutId);
        if (plan.source() instanceof Source.Push) {
            LOG.atInfo().addKeyValue("rolloutId", rolloutId).log("signals are pushed");
            return;
        }
        Cadence cadence = new Cadence(plan.source().every());
        SignalSource source = sources.apply(plan);
        Thread thread =
                Thread.ofVirtual()
                        .name("kanit-rounds-" + rolloutId)
                        .start(() -> run(rolloutId, plan, cadence, source));
        running.put(rolloutId, new Running(thread, source));
        LOG.atInfo()
                .addKeyValue("rolloutId", rolloutId)
                .addKeyValue("everyMillis", cadence.every().toMillis())
                .addKeyValue("signals", plan.queries().size())
                .log("rounds begin");
    }

    /** Ends the rounds of a rollout, and waits for the one under way to be given up. */
    public synchronized void stop(String rolloutId) {
        Running one = running.remove(rolloutId);
        if (one != null) {
            one.end();
            LOG.atInfo().addKeyValue("rolloutId", rolloutId).log("rounds end");
        }
    }

    /** Ids of the rollouts whose rounds are taken here. */
    public synchronized Set<String> rolloutIds() {
        return new TreeSet<>(running.keySet());
    }

    private void run(String rolloutId, CollectionPlan plan, Cadence cadence, SignalSource source) {
        Set<String> questions = Round.questions(plan);
        try {
            Instant from = clock.instant();
            while (!Thread.currentThread().isInterrupted()) {
                Instant tick = cadence.after(from);
                Thread.sleep(Duration.between(clock.instant(), tick));
                from = oneRound(rolloutId, plan, cadence, source, questions, tick);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Returns when the round ended, so that the next one begins on the first tick after it. */
    private Instant oneRound(
            String rolloutId,
            CollectionPlan plan,
            Cadence cadence,
            SignalSource source,
            Set<String> questions,
            Instant tick)
            throws InterruptedException {
        try {
            List<SignalReading> readings = Round.readings(plan, source.ask(questions, tick));
            sink.publish(rolloutId, tick, readings);
            Instant end = latest(clock.instant(), tick);
            statistics.taken(
                    readings,
                    Duration.between(tick, end).toMillis(),
                    cadence.missedBetween(tick, end));
            return end;
        } catch (RuntimeException e) {
            // One round that fails in an unforeseen way must not end all the following ones: the
            // judge holds for want of readings, and recovers with the next round.
            LOG.atError().addKeyValue("rolloutId", rolloutId).setCause(e).log("round failed");
            return latest(clock.instant(), tick);
        }
    }

    private static Instant latest(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    @Override
    public synchronized void close() {
        Set.copyOf(running.keySet()).forEach(this::stop);
    }

    private record Running(Thread thread, SignalSource source) {

        void end() {
            thread.interrupt();
            source.close();
            boolean interrupted = false;
            while (thread.isAlive()) {
                try {
                    thread.join();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
