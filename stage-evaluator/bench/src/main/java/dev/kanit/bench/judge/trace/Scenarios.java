package dev.kanit.bench.judge.trace;

import static dev.kanit.bench.judge.trace.Scenario.Expected.NO_ROLLBACK;
import static dev.kanit.bench.judge.trace.Scenario.Expected.ROLLBACK;
import static dev.kanit.bench.judge.trace.Scenario.Expected.WANTING;
import static dev.kanit.bench.judge.trace.Scenario.FLEET;
import static dev.kanit.bench.judge.trace.Scenario.HALF_TIME;
import static dev.kanit.bench.judge.trace.Scenario.REQUESTS;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** All kinds of rollouts, by name. */
public final class Scenarios {

    public static final String HEALTHY = "a-a";
    public static final String SHARED = "shared-x2";
    public static final String SHARED_STRONG = "shared-x5";
    public static final String TRANSIENT = "transient";
    public static final String ERRORS = "errors-x5";
    public static final String ERRORS_STRONG = "errors-x20";
    public static final String ERRORS_LATE = "errors-x5-half-time";
    public static final String TAILS_SMALL = "p95-p99-x1.25";
    public static final String TAILS = "p95-p99-x1.5";
    public static final String TAILS_LATE = "p95-p99-x1.5-half-time";
    public static final String SEVEN = "seven-8-percent";
    public static final String SILENT = "telemetry-loss";
    public static final String FLAT = "flat-line";

    private static final Set<Integer> P95 = Set.of(0);
    private static final Set<Integer> P99 = Set.of(1);
    private static final Set<Integer> BOTH = Set.of(0, 1);
    private static final Set<Integer> ALL =
            IntStream.range(0, TraceSet.GAUGES).boxed().collect(Collectors.toSet());

    private Scenarios() {}

    /** In the order of the report. */
    public static List<Scenario> all() {
        List<Scenario> all = new ArrayList<>();
        Scenario healthy = Scenario.of(HEALTHY, NO_ROLLBACK, 0, new Effect.None());
        all.add(healthy);
        all.add(healthy.with("-6-requests", 6, FLEET));
        all.add(healthy.with("-60-requests", 60, FLEET));
        all.add(healthy.with("-baseline-1x", REQUESTS, 1));
        all.add(healthy.with("-baseline-49x", REQUESTS, 49));
        all.add(Scenario.of(SHARED, NO_ROLLBACK, HALF_TIME, new Effect.SharedIncident(2)));
        all.add(Scenario.of(SHARED_STRONG, NO_ROLLBACK, HALF_TIME, new Effect.SharedIncident(5)));
        all.add(Scenario.of(TRANSIENT, NO_ROLLBACK, HALF_TIME, new Effect.Transient(3, 10, 3)));
        all.add(Scenario.of("cold-start", NO_ROLLBACK, 0, new Effect.ColdStart()));
        errors(all);
        tails(all, "p95", P95);
        tails(all, "p99", P99);
        tails(all, "p95-p99", BOTH);
        all.add(Scenario.of("ramp-2-percent", ROLLBACK, 0, new Effect.Ramp(BOTH, 0.02)));
        all.add(Scenario.of(SEVEN, ROLLBACK, 0, new Effect.Slower(ALL, 1.08)));
        all.add(Scenario.of(SILENT, WANTING, HALF_TIME, new Effect.Silent()));
        all.add(Scenario.of(FLAT, WANTING, HALF_TIME, new Effect.Stuck(0)));
        return all;
    }

    private static void errors(List<Scenario> all) {
        all.add(Scenario.of("errors-x2", ROLLBACK, 0, new Effect.MoreErrors(2)));
        Scenario five = Scenario.of(ERRORS, ROLLBACK, 0, new Effect.MoreErrors(5));
        all.add(five);
        all.add(Scenario.of(ERRORS_STRONG, ROLLBACK, 0, new Effect.MoreErrors(20)));
        all.add(Scenario.of(ERRORS_LATE, ROLLBACK, HALF_TIME, new Effect.MoreErrors(5)));
        all.add(five.with("-6-requests", 6, FLEET));
        all.add(five.with("-60-requests", 60, FLEET));
        all.add(five.with("-baseline-1x", REQUESTS, 1));
        all.add(five.with("-baseline-49x", REQUESTS, 49));
    }

    private static void tails(List<Scenario> all, String name, Set<Integer> gauges) {
        for (double factor : new double[] {1.25, 1.5, 2}) {
            String plain = factor == 2 ? "2" : String.valueOf(factor);
            all.add(
                    Scenario.of(
                            name + "-x" + plain, ROLLBACK, 0, new Effect.Slower(gauges, factor)));
        }
        all.add(
                Scenario.of(
                        name + "-x1.5-half-time",
                        ROLLBACK,
                        HALF_TIME,
                        new Effect.Slower(gauges, 1.5)));
    }
}
