package dev.kanit.bench.judge.report;

import static dev.kanit.bench.judge.trace.Scenarios.ERRORS;
import static dev.kanit.bench.judge.trace.Scenarios.ERRORS_LATE;
import static dev.kanit.bench.judge.trace.Scenarios.HEALTHY;
import static dev.kanit.bench.judge.trace.Scenarios.SEVEN;
import static dev.kanit.bench.judge.trace.Scenarios.SHARED;
import static dev.kanit.bench.judge.trace.Scenarios.TAILS;
import static dev.kanit.bench.judge.trace.Scenarios.TAILS_LATE;
import static dev.kanit.bench.judge.trace.Scenarios.TRANSIENT;

import dev.kanit.bench.judge.JudgeFigures;
import dev.kanit.bench.judge.SetProfile;
import dev.kanit.bench.judge.Tally;
import dev.kanit.bench.judge.peer.Peer;
import dev.kanit.bench.judge.peer.Peers;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** The page's tables of the others, ours beside them on the same rollouts. */
final class PeerTables {

    private static final List<String> FALSE =
            List.of(HEALTHY, HEALTHY + "-60-requests", SHARED, TRANSIENT);
    private static final List<String> FOUND =
            List.of(ERRORS, ERRORS_LATE, TAILS, TAILS_LATE, SEVEN);

    private final JudgeFigures figures;

    PeerTables(JudgeFigures figures) {
        this.figures = figures;
    }

    /** All judges at their defaults. */
    String stock() {
        Table table = table("set", "judge");
        for (SetProfile set : figures.sets()) {
            row(table, List.of(set.name(), "**kanıt**"), name -> figures.ours(set.name(), name));
            for (Peer peer : Peers.all()) {
                row(
                        table,
                        List.of("", peer.name()),
                        name -> figures.peer(peer.name(), 0, set.name(), name));
            }
        }
        return table.toString();
    }

    /** Each peer with the setting that suits it best on the set; ours has one setting. */
    String best() {
        Table table = table("set", "judge", "setting", "loss");
        for (SetProfile set : figures.sets()) {
            row(
                    table,
                    List.of(set.name(), "**kanıt**", "", loss(figures.loss(set.name()))),
                    name -> figures.ours(set.name(), name));
            for (Peer peer : Peers.all()) {
                int best = figures.best(peer.name(), set.name());
                row(
                        table,
                        List.of(
                                "",
                                peer.name(),
                                peer.settings().get(best),
                                loss(figures.loss(peer.name(), best, set.name()))),
                        name -> figures.peer(peer.name(), best, set.name(), name));
            }
        }
        return table.toString();
    }

    private static Table table(String... first) {
        List<String> head = new ArrayList<>(List.of(first));
        head.addAll(FALSE);
        head.addAll(FOUND);
        return new Table(head);
    }

    private static void row(Table table, List<String> first, Function<String, Tally> tallies) {
        List<String> row = new ArrayList<>(first);
        FALSE.forEach(name -> row.add(Percent.short1(tallies.apply(name).rolledBack().share())));
        for (String name : FOUND) {
            Tally tally = tallies.apply(name);
            row.add(Percent.short1(tally.detected().share()) + " (" + tally.medianTicks() + ")");
        }
        table.row(row);
    }

    private static String loss(double loss) {
        return String.format(Locale.ROOT, "%.3f", loss);
    }
}
