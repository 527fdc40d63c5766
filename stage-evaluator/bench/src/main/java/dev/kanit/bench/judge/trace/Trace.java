package dev.kanit.bench.judge.trace;

import dev.kanit.decision.judge.Tick;
import dev.kanit.decision.measure.Track;
import java.util.random.RandomGenerator;

/**
 * One rollout's readings: signal 0 counts errors, the other seven are gauges. Before the canary
 * gets traffic there are {@value #HISTORY} ticks in which only the stable fleet's halves are seen.
 * The fleet is the mean of its halves. Canary and halves are cuts of the same series at independent
 * places.
 */
public final class Trace {

    public static final int HISTORY = 60;
    public static final int TICKS = 60;
    public static final int SIGNALS = TraceSet.GAUGES + 1;

    private static final int ALL = HISTORY + TICKS;

    private final Readings canary;
    private final Readings halfA;
    private final Readings halfB;
    private final Readings baseline;

    public Trace(TraceSet set, Scenario scenario, RandomGenerator random) {
        TraceSet.Service service = set.draw(random);
        canary = new Readings(service.cut(random, ALL));
        halfA = new Readings(service.cut(random, ALL));
        halfB = new Readings(service.cut(random, ALL));
        drawErrors(scenario, new ErrorCounts(random));
        for (int gauge = 0; gauge < TraceSet.GAUGES; gauge++) {
            degrade(scenario, gauge);
        }
        baseline = Readings.together(halfA, halfB);
    }

    /** What the judge gets; ticks of the canary from 0 on, those before it are negative. */
    public Tick tick(int tick) {
        Tick.Builder builder = new Tick.Builder(SIGNALS);
        for (Track track : Track.values()) {
            if (tick >= 0 || track != Track.CANARY) {
                add(builder, track, HISTORY + tick);
            }
        }
        return builder.build();
    }

    private void add(Tick.Builder builder, Track track, int at) {
        Readings readings = of(track);
        builder.counts(0, track, readings.errors[at], readings.requests[at]);
        for (int gauge = 0; gauge < TraceSet.GAUGES; gauge++) {
            builder.gauge(gauge + 1, track, readings.gauges[gauge][at]);
        }
    }

    /** A signal's value: the error rate, NaN without requests, or a gauge around 1. */
    public double value(Track track, int signal, int tick) {
        Readings readings = of(track);
        int at = HISTORY + tick;
        return signal == 0
                ? readings.errors[at] / readings.requests[at]
                : readings.gauges[signal - 1][at];
    }

    private Readings of(Track track) {
        return switch (track) {
            case CANARY -> canary;
            case BASELINE -> baseline;
            case HALF_A -> halfA;
            case HALF_B -> halfB;
        };
    }

    private void drawErrors(Scenario scenario, ErrorCounts counts) {
        Effect effect = scenario.effect();
        double half = scenario.requests() * scenario.fleet() / 2;
        for (int at = 0; at < ALL; at++) {
            int since = at - HISTORY - scenario.onset();
            boolean on = since >= 0;
            double rate = counts.nextRate() * (on ? effect.shared(since) : 1);
            double canaryRate = rate * (on ? effect.errors(since) : 1);
            canary.draw(counts, at, at < HISTORY ? 0 : scenario.requests(), canaryRate);
            halfA.draw(counts, at, half, rate);
            halfB.draw(counts, at, half, rate);
            if (on && effect.silent()) {
                canary.errors[at] = Double.NaN;
                canary.requests[at] = Double.NaN;
            }
        }
    }

    private void degrade(Scenario scenario, int gauge) {
        Effect effect = scenario.effect();
        int onset = HISTORY + scenario.onset();
        double[] values = canary.gauges[gauge];
        for (int at = onset; at < ALL; at++) {
            double shared = effect.shared(at - onset);
            halfA.gauges[gauge][at] *= shared;
            halfB.gauges[gauge][at] *= shared;
            if (effect.silent()) {
                values[at] = Double.NaN;
            } else if (effect.stuck(gauge)) {
                values[at] = values[onset];
            } else {
                values[at] *= shared * effect.gauge(gauge, at - onset);
            }
        }
    }

    /** One track. */
    private static final class Readings {
        private final double[][] gauges;
        private final double[] errors = new double[ALL];
        private final double[] requests = new double[ALL];

        Readings(double[][] gauges) {
            this.gauges = gauges;
        }

        void draw(ErrorCounts counts, int at, double mean, double rate) {
            requests[at] = counts.requests(mean);
            errors[at] = counts.errors(requests[at], rate);
        }

        static Readings together(Readings one, Readings other) {
            Readings both = new Readings(new double[one.gauges.length][ALL]);
            for (int at = 0; at < ALL; at++) {
                both.errors[at] = one.errors[at] + other.errors[at];
                both.requests[at] = one.requests[at] + other.requests[at];
                for (int gauge = 0; gauge < one.gauges.length; gauge++) {
                    both.gauges[gauge][at] = (one.gauges[gauge][at] + other.gauges[gauge][at]) / 2;
                }
            }
            return both;
        }
    }
}
