package dev.kanit.bench.judge.report;

import dev.kanit.bench.judge.JudgeFigures;
import dev.kanit.bench.judge.SetProfile;
import dev.kanit.bench.judge.Tally;
import dev.kanit.bench.judge.peer.Peer;
import dev.kanit.bench.judge.peer.Peers;
import dev.kanit.bench.judge.trace.Scenarios;
import java.util.List;
import java.util.Locale;

/** The figures in a few lines, for a terminal. */
public final class Words {

    private Words() {}

    public static String of(JudgeFigures figures) {
        StringBuilder words = new StringBuilder();
        figures.notes().forEach(note -> words.append("note: ").append(note).append('\n'));
        words.append(
                row(
                        "",
                        "false rollback",
                        "errors x5",
                        "p95, p99 x1.5",
                        "at half-time",
                        "seven +8 %"));
        for (SetProfile set : figures.sets()) {
            words.append(
                    row(
                            set.name() + (set.hard() ? " (hard)" : ""),
                            Percent.of(
                                    figures.ours(set.name(), Scenarios.HEALTHY)
                                            .rolledBack()
                                            .share()),
                            detection(figures, set, Scenarios.ERRORS),
                            detection(figures, set, Scenarios.TAILS),
                            detection(figures, set, Scenarios.TAILS_LATE),
                            detection(figures, set, Scenarios.SEVEN)));
        }
        words.append("false rollbacks of the others, stock settings / best in hindsight\n");
        for (Peer peer : Peers.all()) {
            words.append(String.format(Locale.ROOT, "  %-18s", peer.name()));
            for (SetProfile set : figures.sets()) {
                int best = figures.best(peer.name(), set.name());
                words.append(
                        String.format(
                                Locale.ROOT,
                                " %s/%s",
                                Percent.short1(falseRollback(figures, peer, 0, set)),
                                Percent.short1(falseRollback(figures, peer, best, set))));
            }
            words.append(" %\n");
        }
        words.append(
                String.format(
                        Locale.ROOT,
                        "cost: %.2f microseconds per tick of 8 signals, %.0f bytes per signal%n",
                        figures.cost().nanosPerTick() / 1000,
                        figures.cost().bytesPerSignal()));
        words.append("decisions: ").append(figures.logDigest()).append('\n');
        return words.append(goals(Goals.of(figures))).toString();
    }

    private static String goals(List<Goal> goals) {
        StringBuilder words = new StringBuilder();
        List<Goal> missed = goals.stream().filter(goal -> !goal.met()).toList();
        words.append(
                String.format(
                        Locale.ROOT,
                        "goals: %d met, %d missed (a report: the exit code is 0 all the same)",
                        goals.size() - missed.size(),
                        missed.size()));
        for (Goal goal : missed) {
            words.append(
                    String.format(
                            Locale.ROOT,
                            "%n  missed: %s on %s: %s (wanted: %s)",
                            goal.name(),
                            goal.set(),
                            goal.measured(),
                            goal.wanted()));
        }
        return words.toString();
    }

    private static double falseRollback(
            JudgeFigures figures, Peer peer, int setting, SetProfile set) {
        return figures.peer(peer.name(), setting, set.name(), Scenarios.HEALTHY)
                .rolledBack()
                .share();
    }

    private static String detection(JudgeFigures figures, SetProfile set, String scenario) {
        Tally tally = figures.ours(set.name(), scenario);
        return Percent.of(tally.detected().share()) + " in " + tally.medianTicks();
    }

    private static String row(String first, String... others) {
        StringBuilder row = new StringBuilder(String.format(Locale.ROOT, "%-28s", first));
        for (String other : others) {
            row.append(String.format(Locale.ROOT, "%-17s", other));
        }
        return row.append('\n').toString();
    }
}
