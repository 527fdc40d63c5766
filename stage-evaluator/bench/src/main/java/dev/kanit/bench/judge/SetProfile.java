package dev.kanit.bench.judge;

import dev.kanit.bench.judge.trace.Scenarios;
import dev.kanit.bench.judge.trace.Seeds;
import dev.kanit.bench.judge.trace.Trace;
import dev.kanit.bench.judge.trace.TraceSet;
import dev.kanit.decision.measure.Track;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The noise of a set: that of the logarithm of canary over baseline, over a rollout's gauges.
 *
 * @param deviation median standard deviation
 * @param tailDeviation the same of p95 and p99 alone
 * @param upperTailDeviation what every tenth p95 or p99 exceeds
 * @param autocorrelation median lag-1 autocorrelation
 * @param smooth share of gauges whose halves differ so smoothly before the canary comes that
 *     second-lag differences say an autocorrelation of {@value #SMOOTH} or more
 */
public record SetProfile(
        String name,
        boolean hard,
        double deviation,
        double tailDeviation,
        double upperTailDeviation,
        double autocorrelation,
        double smooth) {

    private static final double SMOOTH = 0.9;

    private static final int TRACES = 400;

    static SetProfile of(TraceSet set, BenchSettings settings) {
        List<Double> deviations = new ArrayList<>();
        List<Double> tails = new ArrayList<>();
        List<Double> correlations = new ArrayList<>();
        int smooth = 0;
        for (int index = 0; index < TRACES; index++) {
            Trace trace =
                    new Trace(
                            set,
                            Scenarios.all().getFirst(),
                            Seeds.of(settings.seed(), settings.half(), set.name(), "noise", index));
            for (int signal = 1; signal < Trace.SIGNALS; signal++) {
                double[] ratio = ratio(trace, signal);
                deviations.add(deviation(ratio));
                correlations.add(autocorrelation(ratio));
                smooth += isSmooth(trace, signal) ? 1 : 0;
                if (signal <= 2) {
                    tails.add(deviation(ratio));
                }
            }
        }
        return new SetProfile(
                set.name(),
                set.hard(),
                quantile(deviations, 0.5),
                quantile(tails, 0.5),
                quantile(tails, 0.9),
                quantile(correlations, 0.5),
                smooth / (double) correlations.size());
    }

    private static double[] ratio(Trace trace, int signal) {
        double[] ratio = new double[Trace.TICKS];
        for (int tick = 0; tick < ratio.length; tick++) {
            ratio[tick] =
                    StrictMath.log(
                            trace.value(Track.CANARY, signal, tick)
                                    / trace.value(Track.BASELINE, signal, tick));
        }
        return ratio;
    }

    /** An AR(1) series has second-lag squares of 1 + phi times the first-lag ones. */
    private static boolean isSmooth(Trace trace, int signal) {
        double first = 0;
        double second = 0;
        for (int tick = 2 - Trace.HISTORY; tick < 0; tick++) {
            double here = apart(trace, signal, tick);
            double one = here - apart(trace, signal, tick - 1);
            double two = here - apart(trace, signal, tick - 2);
            first += one * one;
            second += two * two;
        }
        return second >= (1 + SMOOTH) * first;
    }

    private static double apart(Trace trace, int signal, int tick) {
        return StrictMath.log(
                trace.value(Track.HALF_A, signal, tick) / trace.value(Track.HALF_B, signal, tick));
    }

    private static double mean(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum / values.length;
    }

    private static double deviation(double[] values) {
        double mean = mean(values);
        double squares = 0;
        for (double value : values) {
            squares += (value - mean) * (value - mean);
        }
        return StrictMath.sqrt(squares / (values.length - 1));
    }

    /** With Kendall's correction for the estimated mean. */
    private static double autocorrelation(double[] values) {
        double mean = mean(values);
        double squares = 0;
        double products = 0;
        for (int index = 0; index < values.length; index++) {
            double here = values[index] - mean;
            squares += here * here;
            products += index == 0 ? 0 : here * (values[index - 1] - mean);
        }
        double raw = squares > 0 ? products / squares : 0;
        return raw + (1 + 3 * raw) / values.length;
    }

    private static double quantile(List<Double> values, double share) {
        Collections.sort(values);
        return values.get((int) (values.size() * share));
    }
}
