package dev.kanit.collector.check.run;

import dev.kanit.codec.check.CheckGroup;
import dev.kanit.codec.plan.PlanFile;
import dev.kanit.codec.plan.PlanReader;
import dev.kanit.codec.plan.PlanReading;
import dev.kanit.collector.check.Redaction;
import dev.kanit.collector.wiring.SignalCollector;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** Runs checks as a plan spells them. */
public final class CheckLab {

    private static final String PLAN =
            """
            plan: lab
            hypothesis: checks are run as they are written
            service: spark
            from: v1
            to: v2
            actuator: {http: {url: "http://127.0.0.1:1"}}
            source: {scrape: {urls: ["${METRICS}"], every: 1s, timeout: 2s}}
            signals: {lag: {unit: ms, query: max(lag), pass: <= 5ms}}
            stages: [{weight: 100%, bake: 1m}]
            checks:
            """;

    private CheckLab() {}

    /** A plan with these groups, which begin in the first column. */
    public static String plan(String groups) {
        return PLAN + groups.indent(2);
    }

    /** A plan with one group, whose checks begin in the first column. */
    public static String planWith(String checks) {
        return plan("lab:\n  within: 20s\n  run:\n" + checks.indent(4));
    }

    public static PlanFile read(String plan) {
        return switch (PlanReader.read(plan)) {
            case PlanReading.Accepted(PlanFile file) -> file;
            case PlanReading.Rejected rejected ->
                    throw new IllegalArgumentException(rejected.inFile("lab"));
        };
    }

    /** Runs every group of a plan, one after the other; results by the check's name. */
    public static Map<String, Ran> run(String plan, CheckAccess access)
            throws InterruptedException {
        PlanFile file = read(plan);
        Map<String, Ran> results = new TreeMap<>();
        try (CheckRunner runner =
                new CheckRunner(access, SignalCollector.sources(access), InstantSource.system())) {
            GroupRun groups =
                    new GroupRun(runner, new Redaction(access.secrets()), InstantSource.system());
            for (CheckGroup group : file.checks().groups()) {
                groups.run(group, file.collection(), ran -> results.put(ran.check().name(), ran));
            }
        }
        return results;
    }

    /** The result of one check, with these variables. */
    public static Ran one(String check, Map<String, String> variables) throws InterruptedException {
        return one(check, CheckAccess.of(new TreeMap<>(variables)));
    }

    /** The result of one check, with what is opened to it. */
    public static Ran one(String check, CheckAccess access) throws InterruptedException {
        return Objects.requireNonNull(run(planWith("it:\n" + check.indent(2)), access).get("it"));
    }
}
