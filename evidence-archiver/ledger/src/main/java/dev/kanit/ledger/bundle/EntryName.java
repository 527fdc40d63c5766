package dev.kanit.ledger.bundle;

import java.util.Optional;
import java.util.regex.Pattern;

/** Names of a bundle's entries: which there are, and which can do no harm when unpacked. */
final class EntryName {

    static final String MANIFEST = "manifest.dsse.json";
    static final String PLAN = "plan.yaml";
    static final String REPORT = "report.html";

    /** A topic as it may stand in a name. */
    static final Pattern TOPIC = Pattern.compile("[a-z][a-z.-]{0,99}");

    private static final String PART = "[A-Za-z0-9_-][A-Za-z0-9._-]*";
    private static final Pattern SAFE = Pattern.compile(PART + "(/" + PART + ")*");
    private static final Pattern KNOWN =
            Pattern.compile(
                    "manifest\\.dsse\\.json|plan\\.yaml|report\\.html"
                            + "|logs/[a-z][a-z.-]*/"
                            + "(checkpoint|head\\.tlog-proof|range\\.json|entries|records\\.ndjson)"
                            + "|proofs/\\d{6}\\.tlog-proof"
                            + "|schemas/(0|[1-9]\\d{0,8})\\.avsc"
                            + "|readable/[^/]+\\.ndjson"
                            + "|attachments/.+");

    private EntryName() {}

    static String checkpoint(String topic) {
        return "logs/" + topic + "/checkpoint";
    }

    static String head(String topic) {
        return "logs/" + topic + "/head.tlog-proof";
    }

    static String range(String topic) {
        return "logs/" + topic + "/range.json";
    }

    static String entries(String topic) {
        return "logs/" + topic + "/entries";
    }

    static String records(String topic) {
        return "logs/" + topic + "/records.ndjson";
    }

    /**
     * @param number of the decision, from 1
     */
    static String proof(int number) {
        return "proofs/%06d.tlog-proof".formatted(number);
    }

    /** Empty for a relative path of plain characters; else what is wrong with it. */
    static Optional<String> refusal(String name) {
        if (name.length() > BundleLimits.MAX_NAME_CHARACTERS || !SAFE.matcher(name).matches()) {
            return Optional.of(
                    "name: '%.100s' (expected: <= %d characters, letters, digits and . _ - in parts"
                                    .formatted(printable(name), BundleLimits.MAX_NAME_CHARACTERS)
                            + " divided by /, none beginning with a dot)");
        }
        return Optional.empty();
    }

    static boolean isKnown(String name) {
        return KNOWN.matcher(name).matches();
    }

    private static String printable(String name) {
        return name.replaceAll("[^ -~]", "?");
    }
}
