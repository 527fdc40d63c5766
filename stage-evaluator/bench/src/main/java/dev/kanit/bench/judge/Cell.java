package dev.kanit.bench.judge;

import dev.kanit.bench.judge.trace.Scenario;
import java.util.List;
import java.util.Map;

/**
 * One scenario on one set.
 *
 * @param digest SHA-256 of our judge's decisions, in hexadecimal
 * @param peers by name what came of each setting; empty where peers are not asked
 */
public record Cell(
        String set, Scenario scenario, Tally ours, String digest, Map<String, List<Tally>> peers) {

    public Cell {
        peers = Map.copyOf(peers);
    }
}
