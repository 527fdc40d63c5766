package dev.kanit.evaluator.topology;

import java.util.regex.Pattern;

/** What a rollout may be called: it becomes a record key, a path name and part of a URL. */
public final class RolloutIds {

    public static final String EXPECTED =
            "1 to 100 of a-z, A-Z, 0-9, dot, dash and underscore, beginning with a letter or digit";

    private static final Pattern SHAPE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");

    private RolloutIds() {}

    public static boolean isValid(String id) {
        return SHAPE.matcher(id).matches();
    }
}
