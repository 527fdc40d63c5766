package dev.kanit.bench.judge;

import dev.kanit.bench.judge.peer.Peer;
import dev.kanit.bench.judge.peer.Peers;
import dev.kanit.bench.judge.peer.Watched;
import dev.kanit.bench.judge.trace.Scenario;
import dev.kanit.bench.judge.trace.Scenario.Expected;
import dev.kanit.bench.judge.trace.Scenarios;
import dev.kanit.bench.judge.trace.Seeds;
import dev.kanit.bench.judge.trace.Trace;
import dev.kanit.bench.judge.trace.TraceSet;
import dev.kanit.decision.judge.Judge;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Runs one cell, on one thread: every trace has a seed of its own. */
record CellRun(BenchSettings settings, TraceSet set, Scenario scenario) {

    /** Scenarios that the peers are asked about. */
    static final Set<String> PEERS =
            Set.of(
                    Scenarios.HEALTHY,
                    Scenarios.HEALTHY + "-60-requests",
                    Scenarios.SHARED,
                    Scenarios.TRANSIENT,
                    Scenarios.ERRORS,
                    Scenarios.ERRORS_LATE,
                    Scenarios.TAILS,
                    Scenarios.TAILS_LATE,
                    Scenarios.SEVEN);

    Cell run() {
        Judge judge = JudgedRollout.judge();
        List<Peer> peers = PEERS.contains(scenario.name()) ? Peers.all() : List.of();
        Tally.Builder ours = new Tally.Builder(scenario.onset());
        Map<String, List<Tally.Builder>> theirs = new LinkedHashMap<>();
        for (Peer peer : peers) {
            theirs.put(
                    peer.name(),
                    peer.settings().stream()
                            .map(_ -> new Tally.Builder(scenario.onset()))
                            .toList());
        }
        DecisionLog log = new DecisionLog();
        for (int index = 0; index < traces(); index++) {
            Trace trace = trace(index);
            JudgedRollout rollout = JudgedRollout.of(judge, trace, scenario.share());
            ours.add(rollout.rolledBackAt(), rollout.held(), rollout.wanting());
            log.add(set.name() + " " + scenario.name() + " " + index + rollout.log());
            if (index < settings.size().peers()) {
                show(trace, peers, theirs);
            }
        }
        Map<String, List<Tally>> tallies = new LinkedHashMap<>();
        theirs.forEach(
                (name, builders) ->
                        tallies.put(name, builders.stream().map(Tally.Builder::build).toList()));
        return new Cell(set.name(), scenario, ours.build(), log.digest(), tallies);
    }

    private Trace trace(int index) {
        return new Trace(
                set,
                scenario,
                Seeds.of(settings.seed(), settings.half(), set.name(), scenario.name(), index));
    }

    private int traces() {
        BenchSettings.Size size = settings.size();
        if (scenario.name().equals(Scenarios.HEALTHY)) {
            return size.healthy();
        }
        return scenario.expected() == Expected.NO_ROLLBACK ? size.harmless() : size.regressions();
    }

    private static void show(
            Trace trace, List<Peer> peers, Map<String, List<Tally.Builder>> theirs) {
        Watched watched = Watched.of(trace);
        for (Peer peer : peers) {
            int[] rollbacks = peer.rollbacks(watched);
            List<Tally.Builder> tallies =
                    new ArrayList<>(theirs.getOrDefault(peer.name(), List.of()));
            for (int setting = 0; setting < rollbacks.length; setting++) {
                tallies.get(setting).add(rollbacks[setting], rollbacks[setting] >= 0, false);
            }
        }
    }
}
