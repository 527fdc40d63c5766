package dev.kanit.bench.judge.report;

import dev.kanit.bench.judge.JudgeFigures;
import dev.kanit.bench.judge.SetProfile;
import dev.kanit.bench.judge.Tally;
import dev.kanit.bench.judge.peer.Peer;
import dev.kanit.bench.judge.peer.Peers;
import dev.kanit.bench.judge.trace.Scenarios;
import dev.kanit.bench.judge.trace.Trace;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** The page's charts by file name. */
final class Charts {

    static final String FALSE_ROLLBACKS = "judge-false-rollbacks.svg";
    static final String DETECTION = "judge-detection.svg";
    static final String BESIDE_OTHERS = "judge-beside-others.svg";

    private final JudgeFigures figures;

    private Charts(JudgeFigures figures) {
        this.figures = figures;
    }

    static Map<String, String> of(JudgeFigures figures) {
        Charts charts = new Charts(figures);
        Map<String, String> files = new LinkedHashMap<>();
        files.put(FALSE_ROLLBACKS, charts.falseRollbacks().svg());
        files.put(DETECTION, charts.detection().svg());
        files.put(BESIDE_OTHERS, charts.besideOthers().svg());
        return files;
    }

    private BarChart falseRollbacks() {
        List<String> judges = new ArrayList<>(List.of("kanıt"));
        List<List<Double>> shares = new ArrayList<>();
        shares.add(
                figures.sets().stream()
                        .map(set -> rolledBack(figures.ours(set.name(), Scenarios.HEALTHY)))
                        .toList());
        for (Peer peer : Peers.all()) {
            judges.add(peer.name());
            shares.add(
                    figures.sets().stream()
                            .map(
                                    set ->
                                            rolledBack(
                                                    figures.peer(
                                                            peer.name(),
                                                            0,
                                                            set.name(),
                                                            Scenarios.HEALTHY)))
                            .toList());
        }
        return new BarChart(
                "Healthy rollouts that were rolled back, in percent (stock settings)",
                judges,
                figures.sets().stream().map(SetProfile::name).toList(),
                shares);
    }

    private StepChart detection() {
        List<String> names = new ArrayList<>();
        List<List<Double>> lines = new ArrayList<>();
        for (SetProfile set : figures.sets()) {
            names.add(set.name() + (set.hard() ? " (hard)" : ""));
            lines.add(line(figures.ours(set.name(), Scenarios.TAILS)));
        }
        return new StepChart("Kanıt: p95 and p99 are 1.5 times slower, rolled back", names, lines);
    }

    private StepChart besideOthers() {
        String set = figures.sets().getFirst().name();
        List<String> names = new ArrayList<>();
        List<List<Double>> lines = new ArrayList<>();
        names.add("kanıt" + falseRate(figures.ours(set, Scenarios.HEALTHY)));
        lines.add(line(figures.ours(set, Scenarios.TAILS)));
        for (Peer peer : Peers.all()) {
            int best = figures.best(peer.name(), set);
            names.add(
                    peer.name()
                            + falseRate(figures.peer(peer.name(), best, set, Scenarios.HEALTHY)));
            lines.add(line(figures.peer(peer.name(), best, set, Scenarios.TAILS)));
        }
        return new StepChart(
                "p95 and p99 are 1.5 times slower on "
                        + set
                        + ", rolled back (others: best setting in hindsight)",
                names,
                lines);
    }

    private static String falseRate(Tally healthy) {
        return "\nfalse rollbacks: " + Percent.of(healthy.rolledBack().share());
    }

    private static double rolledBack(Tally tally) {
        return tally.rolledBack().share();
    }

    private static List<Double> line(Tally tally) {
        return IntStream.rangeClosed(0, Trace.TICKS).mapToObj(tally::detectedWithin).toList();
    }
}
