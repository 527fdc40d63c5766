package dev.kanit.bench.judge;

import dev.kanit.bench.judge.peer.Peer;
import dev.kanit.bench.judge.peer.Peers;
import dev.kanit.bench.judge.trace.Scenarios;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * All that a run found out.
 *
 * @param real whether real series were there
 * @param notes what a reader must know
 * @param cells scenarios in the order of the report, each with the sets in theirs
 * @param logDigest SHA-256 of all decisions: the same for the same settings and data
 */
public record JudgeFigures(
        BenchSettings settings,
        boolean real,
        List<String> notes,
        List<SetProfile> sets,
        List<Cell> cells,
        List<Leaks> leaks,
        Cost cost,
        String logDigest) {

    public JudgeFigures {
        notes = List.copyOf(notes);
        sets = List.copyOf(sets);
        cells = List.copyOf(cells);
        leaks = List.copyOf(leaks);
    }

    /** The cell of a set and a scenario. */
    public Cell cell(String set, String scenario) {
        return cells.stream()
                .filter(cell -> cell.set().equals(set) && cell.scenario().name().equals(scenario))
                .findFirst()
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        set + ", " + scenario + ": no such cell"));
    }

    public Tally ours(String set, String scenario) {
        return cell(set, scenario).ours();
    }

    /** What came of a peer's setting, by index. */
    public Tally peer(String peer, int setting, String set, String scenario) {
        return cell(set, scenario).peers().getOrDefault(peer, List.of()).get(setting);
    }

    public Leaks leak(String name) {
        return leaks.stream()
                .filter(leak -> leak.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(name + ": no such leak"));
    }

    /**
     * The setting that serves a peer best on a set: fewest false rollbacks, missed errors x5 and
     * missed p95 and p99 x1.5, added up as shares. Chosen on the very traces that are reported,
     * which favours the peer.
     */
    public int best(String peer, String set) {
        return IntStream.range(0, settingsOf(peer).size())
                .boxed()
                .min(Comparator.comparingDouble(setting -> loss(peer, setting, set)))
                .orElse(0);
    }

    /** What {@link #best} makes small: 0 to 3. */
    public double loss(String peer, int setting, String set) {
        return peer(peer, setting, set, Scenarios.HEALTHY).rolledBack().share()
                + 2
                - peer(peer, setting, set, Scenarios.ERRORS).detected().share()
                - peer(peer, setting, set, Scenarios.TAILS).detected().share();
    }

    /** The same of our judge, which has one setting. */
    public double loss(String set) {
        return ours(set, Scenarios.HEALTHY).rolledBack().share()
                + 2
                - ours(set, Scenarios.ERRORS).detected().share()
                - ours(set, Scenarios.TAILS).detected().share();
    }

    public static List<String> settingsOf(String peer) {
        return Peers.all().stream()
                .filter(one -> one.name().equals(peer))
                .map(Peer::settings)
                .findFirst()
                .orElse(List.of());
    }
}
