package dev.kanit.archiver.report;

import java.util.Locale;

/** Languages of reports. */
public enum Language {
    ENGLISH("en"),
    TURKISH("tr");

    private final String tag;

    Language(String tag) {
        this.tag = tag;
    }

    /** IETF language tag, also in file names. */
    public String tag() {
        return tag;
    }

    Locale locale() {
        return Locale.forLanguageTag(tag);
    }
}
