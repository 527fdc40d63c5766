package dev.kanit.bench.judge.report;

import dev.kanit.bench.judge.JudgeFigures;
import dev.kanit.bench.judge.Leaks;
import dev.kanit.bench.judge.SetProfile;
import dev.kanit.bench.judge.Tally;
import dev.kanit.bench.judge.trace.Scenario;
import dev.kanit.bench.judge.trace.Scenario.Expected;
import dev.kanit.bench.judge.trace.Scenarios;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** The page's tables of our own judge. */
final class Tables {

    private final JudgeFigures figures;

    Tables(JudgeFigures figures) {
        this.figures = figures;
    }

    String goals() {
        Table table = new Table(List.of("goal", "set", "wanted", "measured", ""));
        for (Goal goal : Goals.of(figures)) {
            table.row(
                    List.of(
                            goal.name(),
                            goal.set(),
                            goal.wanted(),
                            goal.measured(),
                            goal.met() ? "met" : "**missed**"));
        }
        return table.toString();
    }

    String causes() {
        StringBuilder causes = new StringBuilder();
        for (Goal goal : Goals.of(figures)) {
            if (!goal.met()) {
                causes.append("- **")
                        .append(goal.name())
                        .append("** on ")
                        .append(goal.set())
                        .append(" (")
                        .append(goal.measured())
                        .append("): ")
                        .append(goal.cause())
                        .append(".\n");
            }
        }
        return causes.isEmpty() ? "None was missed.\n" : causes.toString();
    }

    String noise() {
        Table table =
                new Table(
                        List.of(
                                "set",
                                "median deviation",
                                "of p95 and p99",
                                "every tenth of these",
                                "lag-1 autocorrelation",
                                "halves seem autocorrelated by 0.9 or more"));
        for (SetProfile set : figures.sets()) {
            table.row(
                    List.of(
                            named(set),
                            number(set.deviation()),
                            number(set.tailDeviation()),
                            number(set.upperTailDeviation()),
                            number(set.autocorrelation()),
                            Percent.of(set.smooth())));
        }
        return table.toString();
    }

    /** Rollbacks where nothing is wrong with the canary, with intervals. */
    String harmless() {
        return bySet(Expected.NO_ROLLBACK, tally -> Percent.of(tally.rolledBack()));
    }

    String holds() {
        return bySet(Expected.NO_ROLLBACK, tally -> Percent.of(tally.heldShare()));
    }

    String regressions() {
        return bySet(
                Expected.ROLLBACK,
                tally ->
                        Percent.short1(tally.detected().share())
                                + " ("
                                + tally.medianTicks()
                                + "/"
                                + tally.p90Ticks()
                                + ")");
    }

    String telemetry() {
        return bySet(
                Expected.WANTING,
                tally ->
                        Percent.of(tally.wantingShare())
                                + " wanting, "
                                + Percent.of(tally.rolledBack().share())
                                + " rolled back");
    }

    String leaks() {
        Table table =
                new Table(List.of("rollouts", "found", "median ticks", "p90", "level rolled back"));
        for (Leaks leak : figures.leaks()) {
            table.row(
                    List.of(
                            leak.name(),
                            Percent.of(leak.found().detected()),
                            String.valueOf(leak.found().medianTicks()),
                            String.valueOf(leak.found().p90Ticks()),
                            Percent.of(leak.rolledBack().rolledBack().share())));
        }
        return table.toString();
    }

    private String bySet(Expected expected, Function<Tally, String> shown) {
        List<String> head = new ArrayList<>(List.of("scenario"));
        figures.sets().forEach(set -> head.add(named(set)));
        Table table = new Table(head);
        for (Scenario scenario : Scenarios.all()) {
            if (scenario.expected() == expected) {
                List<String> row = new ArrayList<>(List.of(scenario.name()));
                for (SetProfile set : figures.sets()) {
                    row.add(shown.apply(figures.ours(set.name(), scenario.name())));
                }
                table.row(row);
            }
        }
        return table.toString();
    }

    private static String named(SetProfile set) {
        return set.hard() ? set.name() + " (hard)" : set.name();
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.3f", value);
    }
}
