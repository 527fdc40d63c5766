package dev.kanit.bench.judge.report;

import dev.kanit.bench.judge.Cell;
import dev.kanit.bench.judge.Interval;
import dev.kanit.bench.judge.JudgeFigures;
import dev.kanit.bench.judge.Leaks;
import dev.kanit.bench.judge.SetProfile;
import dev.kanit.bench.judge.Tally;
import dev.kanit.bench.judge.peer.Peer;
import dev.kanit.bench.judge.peer.Peers;
import dev.kanit.bench.judge.trace.Scenario;
import dev.kanit.bench.judge.trace.Scenario.Expected;
import dev.kanit.bench.judge.trace.Scenarios;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The figures as an object of JSON: shares from 0 to 1, ticks 0 where nothing was detected. */
public final class JsonFigures {

    private final JudgeFigures figures;

    private JsonFigures(JudgeFigures figures) {
        this.figures = figures;
    }

    public static Map<String, Object> of(JudgeFigures figures) {
        JsonFigures json = new JsonFigures(figures);
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("falseRollback", json.rates(Scenarios.HEALTHY));
        all.put("falseRollbackInterval", json.intervals(Scenarios.HEALTHY));
        all.put("sharedIncident", json.worst(Scenarios.SHARED, Scenarios.SHARED_STRONG));
        all.put("transient", json.rates(Scenarios.TRANSIENT));
        all.put("heldHealthy", json.held());
        all.put("scenarios", json.scenarios());
        all.put("harmless", json.harmless());
        all.put("telemetry", json.telemetry());
        all.put("leak", json.leaks());
        all.put("peers", json.peers());
        all.put("nanosPerTick", figures.cost().nanosPerTick());
        all.put("bytesPerSignal", figures.cost().bytesPerSignal());
        all.put("logDigest", figures.logDigest());
        List<Goal> goals = Goals.of(figures);
        all.put("goalsMet", goals.stream().filter(Goal::met).count());
        all.put("goalsMissed", goals.stream().filter(goal -> !goal.met()).count());
        all.put("goals", goals.stream().map(JsonFigures::goal).toList());
        all.put("noise", json.noise());
        all.put("settings", json.settings());
        all.put("notes", figures.notes());
        return all;
    }

    private Map<String, Object> rates(String scenario) {
        Map<String, Object> rates = new LinkedHashMap<>();
        for (SetProfile set : figures.sets()) {
            rates.put(set.name(), figures.ours(set.name(), scenario).rolledBack().share());
        }
        return rates;
    }

    private Map<String, Object> worst(String one, String other) {
        Map<String, Object> rates = new LinkedHashMap<>();
        for (SetProfile set : figures.sets()) {
            rates.put(
                    set.name(),
                    Math.max(
                            figures.ours(set.name(), one).rolledBack().share(),
                            figures.ours(set.name(), other).rolledBack().share()));
        }
        return rates;
    }

    private Map<String, Object> intervals(String scenario) {
        Map<String, Object> intervals = new LinkedHashMap<>();
        for (SetProfile set : figures.sets()) {
            Interval rate = figures.ours(set.name(), scenario).rolledBack();
            intervals.put(set.name(), List.of(rate.low(), rate.high()));
        }
        return intervals;
    }

    private Map<String, Object> held() {
        Map<String, Object> held = new LinkedHashMap<>();
        for (SetProfile set : figures.sets()) {
            held.put(set.name(), figures.ours(set.name(), Scenarios.HEALTHY).heldShare());
        }
        return held;
    }

    private Map<String, Object> scenarios() {
        return bySet(Expected.ROLLBACK, JsonFigures::detection);
    }

    private Map<String, Object> harmless() {
        return bySet(
                Expected.NO_ROLLBACK,
                tally ->
                        ordered(
                                "rolledBack",
                                tally.rolledBack().share(),
                                "held",
                                tally.heldShare()));
    }

    private Map<String, Object> telemetry() {
        return bySet(
                Expected.WANTING,
                tally ->
                        ordered(
                                "rolledBack",
                                tally.rolledBack().share(),
                                "wanting",
                                tally.wantingShare()));
    }

    /** How a tally is shown. */
    @FunctionalInterface
    private interface Shown {
        Map<String, Object> of(Tally tally);
    }

    private Map<String, Object> bySet(Expected expected, Shown shown) {
        Map<String, Map<String, Object>> all = new LinkedHashMap<>();
        for (Cell cell : figures.cells()) {
            Scenario scenario = cell.scenario();
            if (scenario.expected() == expected) {
                all.computeIfAbsent(scenario.name(), _ -> new LinkedHashMap<>())
                        .put(cell.set(), shown.of(cell.ours()));
            }
        }
        return new LinkedHashMap<>(all);
    }

    private static Map<String, Object> detection(Tally tally) {
        Map<String, Object> detection = new LinkedHashMap<>();
        detection.put("detected", tally.detected().share());
        detection.put("medianTicks", tally.medianTicks());
        detection.put("p90Ticks", tally.p90Ticks());
        return detection;
    }

    private Map<String, Object> leaks() {
        Map<String, Object> leaks = new LinkedHashMap<>();
        for (Leaks leak : figures.leaks()) {
            leaks.put(leak.name(), detection(leak.found()));
        }
        return leaks;
    }

    private Map<String, Object> peers() {
        Map<String, Object> peers = new LinkedHashMap<>();
        for (Peer peer : Peers.all()) {
            Map<String, Object> sets = new LinkedHashMap<>();
            for (SetProfile set : figures.sets()) {
                int best = figures.best(peer.name(), set.name());
                Map<String, Object> both = new LinkedHashMap<>();
                both.put("default", peer(peer, 0, set.name()));
                both.put("best", peer(peer, best, set.name()));
                sets.put(set.name(), both);
            }
            peers.put(peer.name(), sets);
        }
        return peers;
    }

    private Map<String, Object> peer(Peer peer, int setting, String set) {
        Map<String, Object> scenarios = new LinkedHashMap<>();
        scenarios.put("setting", peer.settings().get(setting));
        for (Cell cell : figures.cells()) {
            if (cell.set().equals(set) && !cell.peers().isEmpty()) {
                String name = cell.scenario().name();
                Tally tally = figures.peer(peer.name(), setting, set, name);
                scenarios.put(
                        name,
                        cell.scenario().expected() == Expected.ROLLBACK
                                ? detection(tally)
                                : tally.rolledBack().share());
            }
        }
        return scenarios;
    }

    private Map<String, Object> noise() {
        Map<String, Object> noise = new LinkedHashMap<>();
        for (SetProfile set : figures.sets()) {
            noise.put(
                    set.name(),
                    ordered(
                            "deviation", set.deviation(),
                            "tailDeviation", set.tailDeviation(),
                            "upperTailDeviation", set.upperTailDeviation(),
                            "autocorrelation", set.autocorrelation(),
                            "smooth", set.smooth()));
        }
        return noise;
    }

    private Map<String, Object> settings() {
        Map<String, Object> settings = new LinkedHashMap<>();
        settings.put("seed", figures.settings().seed());
        settings.put("half", figures.settings().half().name().toLowerCase(Locale.ROOT));
        settings.put("realData", figures.real());
        settings.put("tracesHealthy", figures.settings().size().healthy());
        settings.put("tracesHarmless", figures.settings().size().harmless());
        settings.put("tracesRegression", figures.settings().size().regressions());
        settings.put("tracesPeers", figures.settings().size().peers());
        return settings;
    }

    private static Map<String, Object> goal(Goal goal) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("goal", goal.name());
        json.put("set", goal.set());
        json.put("wanted", goal.wanted());
        json.put("measured", goal.measured());
        json.put("met", goal.met());
        json.put("cause", goal.cause());
        return json;
    }

    /** Keys and values by turns, in this order in every run. */
    private static Map<String, Object> ordered(Object... keysAndValues) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int index = 0; index < keysAndValues.length; index += 2) {
            map.put(String.valueOf(keysAndValues[index]), keysAndValues[index + 1]);
        }
        return map;
    }
}
