package dev.kanit.collector.check;

import dev.kanit.codec.check.CheckKind.Burst;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Compares counted answers with the counts that a plan expects. */
public final class BurstJudge {

    /** Stands for a request without an answer. */
    public static final int NO_ANSWER = 0;

    private BurstJudge() {}

    /**
     * Judges.
     *
     * @param counts answers by status, {@link #NO_ANSWER} for none
     */
    public static Judged judge(Burst burst, Map<Integer, Integer> counts) {
        boolean asExpected =
                burst.expect().entrySet().stream()
                        .allMatch(e -> e.getValue().holds(counts.getOrDefault(e.getKey(), 0)));
        boolean nothingElse = burst.expect().keySet().containsAll(counts.keySet());
        String text =
                new TreeMap<>(counts)
                        .entrySet().stream()
                                .map(
                                        entry ->
                                                entry.getValue()
                                                        + " x "
                                                        + (entry.getKey() == NO_ANSWER
                                                                ? "no answer"
                                                                : entry.getKey()))
                                .collect(Collectors.joining(", "));
        return Judged.of(asExpected && nothingElse, Seen.of(text));
    }
}
