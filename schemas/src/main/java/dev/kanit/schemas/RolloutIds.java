package dev.kanit.schemas;

import java.util.regex.Pattern;

/**
 * What a rollout may be called, the same for every service: it is a record's key, the name of a
 * directory and a part of URLs.
 */
public final class RolloutIds {

    public static final int MAX_LENGTH = 100;

    public static final String EXPECTED =
            "1 to 100 of a-z, A-Z, 0-9, dot, dash and underscore, beginning with a letter or digit";

    private static final Pattern SHAPE =
            Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0," + (MAX_LENGTH - 1) + "}");

    private RolloutIds() {}

    public static boolean isValid(String id) {
        return SHAPE.matcher(id).matches();
    }
}
