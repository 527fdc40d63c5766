package dev.kanit.collector.push;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kanit.wire.Absence;
import dev.kanit.wire.SignalReading;
import dev.kanit.wire.TrackReadings;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Reads a pushed snapshot, and refuses what the wire contract would not carry. */
final class PushedReader {

    private static final int MAX_READINGS = 256;
    private static final Set<String> FIELDS = Set.of("takenAt", "readings");
    private static final Set<String> READING_FIELDS =
            Set.of("signal", "canary", "baseline", "samples", "ageMillis", "absence", "tracks");
    private static final Set<String> GAUGE_FIELDS = Set.of("canary", "baseline", "halfA", "halfB");
    private static final Set<String> TRACK_FIELDS = trackFields();
    private static final ObjectMapper JSON =
            new ObjectMapper()
                    .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private PushedReader() {}

    /**
     * Reads a body.
     *
     * @param now stands in for {@code takenAt} where the body has none
     */
    static Pushed read(byte[] body, Instant now) {
        try {
            JsonNode json = JSON.readTree(body);
            require(json.isObject(), "body", "a JSON object");
            requireOnly(json, FIELDS, "body");
            JsonNode list = json.path("readings");
            require(
                    list.isArray() && !list.isEmpty() && list.size() <= MAX_READINGS,
                    "readings",
                    "1 to " + MAX_READINGS);
            List<SignalReading> readings = new ArrayList<>();
            Set<String> signals = new HashSet<>();
            for (JsonNode one : list) {
                SignalReading reading = reading(one, "readings[" + readings.size() + "]");
                require(signals.add(reading.getSignal()), reading.getSignal(), "each signal once");
                readings.add(reading);
            }
            return new Pushed.Snapshot(takenAt(json.path("takenAt"), now), readings);
        } catch (IOException e) {
            return new Pushed.Refused("body: no JSON (expected: a JSON object)");
        } catch (RefusedException e) {
            return new Pushed.Refused(String.valueOf(e.getMessage()));
        }
    }

    private static Instant takenAt(JsonNode json, Instant now) throws RefusedException {
        if (json.isMissingNode() || json.isNull()) {
            return now;
        }
        try {
            return Instant.parse(json.asText());
        } catch (DateTimeException e) {
            throw new RefusedException(
                    "takenAt: " + json + " (expected: like 2026-01-31T09:30:00Z)");
        }
    }

    private static SignalReading reading(JsonNode json, String at) throws RefusedException {
        require(json.isObject(), at, "a JSON object");
        requireOnly(json, READING_FIELDS, at);
        String signal = json.path("signal").asText("");
        require(
                json.path("signal").isTextual() && signal.matches("[A-Za-z_][A-Za-z0-9_]{0,99}"),
                at + ".signal",
                "a signal's name");
        Double canary = number(json.path("canary"), at + ".canary");
        Absence absence = absence(json.path("absence"), at + ".absence");
        require(
                (canary == null) != (absence == null),
                at,
                "either a canary value or the reason of its absence");
        Double samples = number(json.path("samples"), at + ".samples");
        Double age = number(json.path("ageMillis"), at + ".ageMillis");
        require(samples == null || isWhole(samples, 1L << 53), at + ".samples", "0, 1, 2 …");
        require(age == null || isWhole(age, Integer.MAX_VALUE), at + ".ageMillis", "0, 1, 2 …");
        return SignalReading.newBuilder()
                .setSignal(signal)
                .setCanary(canary)
                .setBaseline(number(json.path("baseline"), at + ".baseline"))
                .setSamples(samples == null ? null : samples.longValue())
                .setAgeMillis(age == null ? 0 : age.intValue())
                .setAbsence(absence)
                .setTracks(tracks(json.path("tracks"), at + ".tracks"))
                .build();
    }

    private static @Nullable TrackReadings tracks(JsonNode json, String at)
            throws RefusedException {
        if (json.isMissingNode() || json.isNull()) {
            return null;
        }
        require(json.isObject(), at, "a JSON object");
        requireOnly(json, TRACK_FIELDS, at);
        TrackReadings tracks = new TrackReadings();
        for (String field : TRACK_FIELDS) {
            Double value = number(json.path(field), at + "." + field);
            require(
                    value == null || value >= 0 || GAUGE_FIELDS.contains(field),
                    at + "." + field,
                    "0 or more");
            tracks.put(field, value);
        }
        return tracks;
    }

    private static Set<String> trackFields() {
        Set<String> fields = new TreeSet<>();
        TrackReadings.getClassSchema().getFields().forEach(field -> fields.add(field.name()));
        return fields;
    }

    private static boolean isWhole(double value, long max) {
        return value >= 0 && value <= max && value == Math.rint(value);
    }

    private static @Nullable Double number(JsonNode json, String at) throws RefusedException {
        if (json.isMissingNode() || json.isNull()) {
            return null;
        }
        require(json.isNumber() && Double.isFinite(json.asDouble()), at, "a finite number");
        return json.asDouble();
    }

    private static @Nullable Absence absence(JsonNode json, String at) throws RefusedException {
        if (json.isMissingNode() || json.isNull()) {
            return null;
        }
        for (Absence absence : Absence.values()) {
            if (absence.name().equals(json.asText())) {
                return absence;
            }
        }
        throw new RefusedException(
                at + ": " + json + " (expected: one of " + List.of(Absence.values()) + ")");
    }

    private static void requireOnly(JsonNode json, Set<String> fields, String at)
            throws RefusedException {
        for (var field : json.properties()) {
            require(fields.contains(field.getKey()), at + "." + field.getKey(), "no such field");
        }
    }

    private static void require(boolean holds, String at, String expected) throws RefusedException {
        if (!holds) {
            throw new RefusedException(at + " (expected: " + expected + ")");
        }
    }

    private static final class RefusedException extends Exception {
        private static final long serialVersionUID = 1;

        RefusedException(String message) {
            super(message);
        }
    }
}
