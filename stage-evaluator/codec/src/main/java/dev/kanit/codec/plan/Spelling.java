package dev.kanit.codec.plan;

import java.util.Collection;
import java.util.Comparator;
import java.util.stream.IntStream;

/** Guesses what a misspelled word was meant to be. */
final class Spelling {

    private static final int SHOWN = 12;

    private Spelling() {}

    /** {@code 'api_p95'?} when one is close, else the list of what exists. */
    static String oneOf(String found, Collection<String> known) {
        return known.stream()
                .min(Comparator.comparingInt(candidate -> distance(found, candidate)))
                .filter(candidate -> distance(found, candidate) <= Math.max(2, found.length() / 3))
                .map(candidate -> "'" + candidate + "'?")
                .orElse("one of " + String.join(", ", known.stream().limit(SHOWN).toList()));
    }

    /** Levenshtein's edit distance (1966). */
    private static int distance(String first, String second) {
        int[] previous = IntStream.rangeClosed(0, second.length()).toArray();
        for (int row = 1; row <= first.length(); row++) {
            int[] current = new int[second.length() + 1];
            current[0] = row;
            for (int column = 1; column <= second.length(); column++) {
                int change = first.charAt(row - 1) == second.charAt(column - 1) ? 0 : 1;
                current[column] =
                        Math.min(
                                Math.min(current[column - 1] + 1, previous[column] + 1),
                                previous[column - 1] + change);
            }
            previous = current;
        }
        return previous[second.length()];
    }
}
