package dev.kanit.standalone.demo;

import java.util.Arrays;
import java.util.Optional;

/** How far the demonstration follows a release that does well. */
public enum Through {
    /** Until the last stage has passed. */
    LAST_STAGE("100"),
    /** Until the watch after it has ended. */
    FIRST_NIGHT("first-night");

    private final String spelling;

    Through(String spelling) {
        this.spelling = spelling;
    }

    /** As it is written on the command line. */
    public String spelling() {
        return spelling;
    }

    /** The one that is spelled so. */
    public static Optional<Through> of(String spelling) {
        return Arrays.stream(values()).filter(one -> one.spelling.equals(spelling)).findFirst();
    }
}
