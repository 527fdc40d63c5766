package dev.kanit.bench.judge.report;

import static dev.kanit.bench.judge.trace.Scenarios.ERRORS;
import static dev.kanit.bench.judge.trace.Scenarios.ERRORS_LATE;
import static dev.kanit.bench.judge.trace.Scenarios.ERRORS_STRONG;
import static dev.kanit.bench.judge.trace.Scenarios.HEALTHY;
import static dev.kanit.bench.judge.trace.Scenarios.SEVEN;
import static dev.kanit.bench.judge.trace.Scenarios.SHARED;
import static dev.kanit.bench.judge.trace.Scenarios.SHARED_STRONG;
import static dev.kanit.bench.judge.trace.Scenarios.TAILS;
import static dev.kanit.bench.judge.trace.Scenarios.TAILS_LATE;
import static dev.kanit.bench.judge.trace.Scenarios.TAILS_SMALL;
import static dev.kanit.bench.judge.trace.Scenarios.TRANSIENT;

import dev.kanit.bench.judge.Interval;
import dev.kanit.bench.judge.JudgeFigures;
import dev.kanit.bench.judge.Leaks;
import dev.kanit.bench.judge.SetProfile;
import dev.kanit.bench.judge.Tally;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The goals, which were set before the judge was built, and whether they are met: by the measured
 * share itself, not by an end of its interval. Hard sets have a goal for A/A only.
 */
public final class Goals {

    private static final Set<String> NOISY = Set.of("ms-latency", "ar-0.8");
    private static final int NO_LIMIT = Integer.MAX_VALUE;
    private static final double MOST_NANOS = 5_000;
    private static final double MOST_BYTES = 512;

    private final JudgeFigures figures;
    private final List<Goal> goals = new ArrayList<>();

    private Goals(JudgeFigures figures) {
        this.figures = figures;
    }

    public static List<Goal> of(JudgeFigures figures) {
        Goals goals = new Goals(figures);
        figures.sets().forEach(goals::healthy);
        List<SetProfile> sets = figures.sets().stream().filter(set -> !set.hard()).toList();
        sets.forEach(goals::harmless);
        sets.forEach(goals::errors);
        sets.forEach(goals::tails);
        sets.forEach(goals::seven);
        goals.leaks();
        goals.cost();
        return List.copyOf(goals.goals);
    }

    private void healthy(SetProfile set) {
        atMost(
                "false rollback, A/A",
                set,
                figures.ours(set.name(), HEALTHY).rolledBack(),
                set.hard() ? 0.03 : NOISY.contains(set.name()) ? 0.01 : 0.005);
    }

    private void harmless(SetProfile set) {
        double shared = set.name().equals("ms-latency") ? 0.015 : 0.005;
        for (String incident : List.of(SHARED, SHARED_STRONG)) {
            atMost(
                    "rollback, " + incident,
                    set,
                    figures.ours(set.name(), incident).rolledBack(),
                    shared);
        }
        atMost(
                "rollback, 3-tick transient",
                set,
                figures.ours(set.name(), TRANSIENT).rolledBack(),
                0.01);
    }

    private void errors(SetProfile set) {
        Supplier<String> cause =
                () -> Cause.rate(set, figures.ours(set.name(), HEALTHY).rolledBack(), 0);
        detected(ERRORS, set, 0.999, 6, 10, cause);
        detected(ERRORS_STRONG, set, 0.999, 3, NO_LIMIT, cause);
        detected(ERRORS_LATE, set, 0.99, 7, NO_LIMIT, cause);
    }

    private void tails(SetProfile set) {
        detected(TAILS, set, 0.999, 5, NO_LIMIT, () -> Cause.tail(set, 1.5));
        detected(TAILS_LATE, set, 0.98, 12, NO_LIMIT, () -> Cause.tail(set, 1.5));
        detected(TAILS_SMALL, set, 0.97, NO_LIMIT, NO_LIMIT, () -> Cause.tail(set, 1.25));
    }

    private void seven(SetProfile set) {
        boolean highTraffic = set.name().equals("petshop-high");
        detected(
                SEVEN,
                set,
                highTraffic ? 0.995 : 0.8,
                highTraffic ? 9 : NO_LIMIT,
                NO_LIMIT,
                () -> Cause.group(set, 1.08));
    }

    private void leaks() {
        Leaks leak = figures.leak("leak");
        Leaks none = figures.leak("no-leak");
        Interval found = leak.found().detected();
        goals.add(
                new Goal(
                        "leak of 0.5 % per tick",
                        "memory",
                        ">= 98 % within 90 ticks",
                        inWords(leak.found()),
                        found.share() >= 0.98,
                        found.share() >= 0.98
                                ? ""
                                : "minima of five ticks keep some of the saw-tooth and the noise,"
                                        + " and 90 ticks have 18 of them"));
        Interval wrong = none.found().rolledBack();
        goals.add(
                new Goal(
                        "false leak",
                        "memory",
                        "<= 0.50 %",
                        Percent.of(wrong),
                        wrong.share() <= 0.005,
                        wrong.share() <= 0.005 ? "" : "the saw-tooth's minima vary"));
    }

    private void cost() {
        double nanos = figures.cost().nanosPerTick();
        double bytes = figures.cost().bytesPerSignal();
        goals.add(
                new Goal(
                        "cost per tick of 8 signals",
                        "this machine",
                        "<= 5 microseconds",
                        String.format(Locale.ROOT, "%.2f microseconds", nanos / 1000),
                        nanos <= MOST_NANOS,
                        nanos <= MOST_NANOS ? "" : "measured on a machine that may be shared"));
        goals.add(
                new Goal(
                        "state per signal",
                        "any",
                        "<= 512 bytes",
                        String.format(Locale.ROOT, "%.0f bytes", bytes),
                        bytes <= MOST_BYTES,
                        bytes <= MOST_BYTES ? "" : "too many slots"));
    }

    private void atMost(String name, SetProfile set, Interval rate, double most) {
        boolean met = rate.share() <= most;
        goals.add(
                new Goal(
                        name,
                        set.name(),
                        "<= " + Percent.of(most),
                        Percent.of(rate),
                        met,
                        met ? "" : Cause.rate(set, rate, most)));
    }

    private void detected(
            String scenario,
            SetProfile set,
            double least,
            int medianTicks,
            int p90Ticks,
            Supplier<String> cause) {
        Tally tally = figures.ours(set.name(), scenario);
        boolean met =
                tally.detected().share() >= least
                        && tally.medianTicks() <= medianTicks
                        && tally.p90Ticks() <= p90Ticks;
        String wanted =
                ">= "
                        + Percent.of(least)
                        + (medianTicks == NO_LIMIT ? "" : ", median <= " + medianTicks)
                        + (p90Ticks == NO_LIMIT ? "" : ", p90 <= " + p90Ticks);
        goals.add(
                new Goal(
                        scenario, set.name(), wanted, inWords(tally), met, met ? "" : cause.get()));
    }

    private static String inWords(Tally tally) {
        return Percent.of(tally.detected().share())
                + ", median "
                + tally.medianTicks()
                + ", p90 "
                + tally.p90Ticks();
    }
}
