package dev.kanit.executor.notify;

import dev.kanit.codec.plan.NotificationPlan.Loudness;
import java.time.Instant;

/**
 * Something that was said about a matter of a rollout: by an alert, or by whoever acknowledged it.
 *
 * @param rolloutId which rollout
 * @param id of the alert, or of the decision that acknowledges
 * @param place among everything that was decided of the rollout
 * @param matter the alert's dedup key
 * @param kind raised, acknowledged or resolved
 * @param loudness of the alert; of an acknowledgement {@code INFO}
 * @param at when it was decided
 * @param title one line, at most {@value Limits#MAX_TITLE_LENGTH} characters
 * @param message at most {@value Limits#MAX_MESSAGE_LENGTH} characters
 * @param service the plan's service
 * @param stage the stage's name, empty before the first
 * @param by who acknowledges; empty for alerts
 */
public record Notice(
        String rolloutId,
        String id,
        Place place,
        String matter,
        Kind kind,
        Loudness loudness,
        Instant at,
        String title,
        String message,
        String service,
        String stage,
        String by) {

    /** What is said. */
    public enum Kind {
        RAISED,
        ACKNOWLEDGED,
        RESOLVED
    }

    /**
     * Decisions are numbered; what ends without one comes after the newest.
     *
     * @param sequence of the decision, &gt;= 0
     * @param isAfter whether it is an end that came with or after that decision
     */
    public record Place(long sequence, boolean isAfter) implements Comparable<Place> {

        /**
         * Reads an alert's or decision's id.
         *
         * @throws IllegalArgumentException when it is not {@code <rollout id>/<sequence>}, with
         *     {@code /ended/<matter>} behind or not
         */
        public static Place of(String rolloutId, String id) {
            String rest =
                    id.startsWith(rolloutId + "/") ? id.substring(rolloutId.length() + 1) : "";
            int end = rest.indexOf("/ended/");
            String number = end < 0 ? rest : rest.substring(0, end);
            if (!number.matches("[0-9]{1,18}")) {
                throw new IllegalArgumentException(
                        "id: '" + id + "' (expected: " + rolloutId + "/<sequence>)");
            }
            return new Place(Long.parseLong(number), end >= 0);
        }

        @Override
        public int compareTo(Place other) {
            int bySequence = Long.compare(sequence, other.sequence);
            return bySequence != 0 ? bySequence : Boolean.compare(isAfter, other.isAfter);
        }
    }

    public Notice {
        if (rolloutId.isBlank() || matter.isBlank()) {
            throw new IllegalArgumentException(
                    "rollout and matter: '" + rolloutId + "', '" + matter + "' (expected: text)");
        }
        title = cut(title.replaceAll("[\\p{Cntrl}]+", " "), Limits.MAX_TITLE_LENGTH);
        message = cut(message, Limits.MAX_MESSAGE_LENGTH);
    }

    /** What somebody acknowledged. */
    public static Notice acknowledgement(
            String rolloutId, String decisionId, String matter, String by, Instant at) {
        return new Notice(
                rolloutId,
                decisionId,
                Place.of(rolloutId, decisionId),
                matter,
                Kind.ACKNOWLEDGED,
                Loudness.INFO,
                at,
                (by.isEmpty() ? "somebody" : by) + " acknowledged it",
                "",
                "",
                "",
                by);
    }

    private static String cut(String text, int length) {
        return text.length() <= length ? text : text.substring(0, length - 1) + "…";
    }
}
