package dev.kanit.evaluator.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;

/**
 * What Kanıt says to somebody who carries out a rollout and asks whether to go on. Made from the
 * rollout's view, which may come from an instance of another version: whatever is not known for
 * certain to allow an advance is a hold.
 *
 * @param verdict {@code advance}, {@code hold} or {@code rollback}
 * @param weightPercent the share that Kanıt's stage asks for, 0 when it is not known
 * @param phase of the rollout; {@code unknown} when it cannot be told
 * @param detail why, for people
 */
@JsonInclude
public record Gate(
        String rolloutId,
        String verdict,
        double weightPercent,
        String phase,
        int stageNumber,
        String stageName,
        List<String> reasons,
        String clock,
        String detail) {

    static final String ADVANCE = "advance";
    static final String HOLD = "hold";
    static final String ROLLBACK = "rollback";

    private static final String UNKNOWN = "unknown";
    private static final String COMPLETED = "completed";
    private static final int QUIET_INTERVALS = 3;
    private static final Duration QUIET = Duration.ofSeconds(30);

    /**
     * How long the last word of a completed rollout counts: enough for whoever carries it out to
     * end, too short for a release that is applied once more on another day.
     */
    static final Duration FINAL_FOR = Duration.ofHours(1);

    public Gate {
        reasons = List.copyOf(reasons);
    }

    /** What the asker wants to do. */
    sealed interface Question {

        /** May the canary get its first traffic? */
        record Begin() implements Question {}

        /** May the canary get more than {@code percent}? */
        record Leave(double percent) implements Question {}

        /** May the canary become the stable version? */
        record Promote() implements Question {}
    }

    /** Nothing is known of the rollout just now. */
    static Gate unknown(String rolloutId, String why) {
        return new Gate(rolloutId, HOLD, 0, UNKNOWN, 0, "", List.of(), "", why);
    }

    /**
     * The answer to somebody who names the rollout.
     *
     * @param rollout its view
     * @param version that the asker carries out; empty when it does not tell
     */
    static Gate of(JsonNode rollout, Question question, String version, Instant now) {
        // Nothing changes a completed rollout any more, so its last word counts for a while; but
        // only about the version that it judged, and only for who asks about that one.
        boolean isFinal =
                !version.isEmpty() && rollout.path("phase").asText(UNKNOWN).equals(COMPLETED);
        return of(rollout, question, version, now, isFinal);
    }

    /**
     * The answer to somebody for whom the rollout was found by its service: it may be an old one.
     */
    static Gate ofFound(JsonNode rollout, Question question, String version, Instant now) {
        return of(rollout, question, version, now, false);
    }

    private static Gate of(
            JsonNode rollout, Question question, String version, Instant now, boolean isFinal) {
        String judged = rollout.path("toVersion").asText("");
        if (!version.isEmpty() && !version.equals(judged)) {
            return gate(
                    rollout,
                    HOLD,
                    "version "
                            + version
                            + " is not judged by this rollout (expected: "
                            + judged
                            + ")");
        }
        String phase = rollout.path("phase").asText(UNKNOWN);
        return switch (phase) {
            case "rolling-back", "rollback-failed", "rolled-back" ->
                    gate(rollout, ROLLBACK, "Kanıt rolls back: " + phase);
            default -> forward(rollout, phase, question, now, isFinal);
        };
    }

    private static Gate forward(
            JsonNode rollout, String phase, Question question, Instant now, boolean isFinal) {
        if (isStale(rollout, now, isFinal)) {
            return gate(rollout, HOLD, "nothing was heard of this rollout since its clock");
        }
        double weight = rollout.path("weightPercent").asDouble(0);
        boolean isOnItsWay = phase.equals("entering") || phase.equals("baking");
        boolean isPassed = phase.equals("watching") || phase.equals(COMPLETED);
        boolean mayGoOn =
                switch (question) {
                    case Question.Begin _ -> isOnItsWay && weight > 0;
                    case Question.Leave(double percent) ->
                            isPassed || (isOnItsWay && weight > percent);
                    case Question.Promote _ -> isPassed;
                };
        return mayGoOn
                ? gate(
                        rollout,
                        ADVANCE,
                        "stage " + rollout.path("stageName").asText("") + ", " + phase)
                : gate(rollout, HOLD, "not yet: " + phase);
    }

    /** A judge that hears nothing allows nothing, and one that hears the future neither. */
    private static boolean isStale(JsonNode rollout, Instant now, boolean isFinal) {
        try {
            Instant clock = Instant.parse(rollout.path("clock").asText(""));
            Duration quiet =
                    QUIET.plusMillis(QUIET_INTERVALS * rollout.path("everyMillis").asLong(0));
            Duration age = Duration.between(clock, now);
            return isFinal
                    ? age.plus(quiet).isNegative() || age.compareTo(FINAL_FOR) > 0
                    : age.abs().compareTo(quiet) > 0;
        } catch (DateTimeParseException unknown) {
            return true;
        }
    }

    private static Gate gate(JsonNode rollout, String verdict, String detail) {
        List<String> reasons = new ArrayList<>();
        rollout.path("reasons").forEach(reason -> reasons.add(reason.asText()));
        return new Gate(
                rollout.path("rolloutId").asText(""),
                verdict,
                rollout.path("weightPercent").asDouble(0),
                rollout.path("phase").asText(UNKNOWN),
                rollout.path("stageNumber").asInt(0),
                rollout.path("stageName").asText(""),
                reasons,
                rollout.path("clock").asText(""),
                detail);
    }
}
