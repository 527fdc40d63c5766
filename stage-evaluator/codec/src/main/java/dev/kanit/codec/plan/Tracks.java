package dev.kanit.codec.plan;

/**
 * What {@code $track} stands for in queries, as text: a label's value, or a pattern for {@code =~}.
 *
 * @param canary the new version
 * @param baseline the whole stable fleet
 * @param halfA the first half of the stable fleet; shares no server with the second
 * @param halfB the second half
 */
public record Tracks(String canary, String baseline, String halfA, String halfB) {

    /** What a plan has that names no tracks. */
    public static final Tracks USUAL = new Tracks("canary", "baseline", "baseline-a", "baseline-b");

    public Tracks {
        requireText("canary", canary);
        requireText("baseline", baseline);
        requireText("halfA", halfA);
        requireText("halfB", halfB);
    }

    private static void requireText(String name, String value) {
        if (value.isBlank()) {
            throw new IllegalArgumentException(name + ": '" + value + "' (expected: a label)");
        }
    }
}
