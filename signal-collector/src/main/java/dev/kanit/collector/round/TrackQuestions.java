package dev.kanit.collector.round;

import dev.kanit.codec.plan.SignalQuery;
import dev.kanit.codec.plan.TrackQuery;
import dev.kanit.codec.plan.Tracks;
import dev.kanit.collector.round.Observation.Value;
import dev.kanit.wire.TrackReadings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is asked about one signal on the four tracks, so that the judge can compare it.
 *
 * @param values the value, or the bad events, of each track
 * @param totals all events of each track; empty for a gauge
 */
record TrackQuestions(PerTrack values, Optional<PerTrack> totals) {

    /** Two questions on each of four tracks. */
    static final int MAX_PER_SIGNAL = 8;

    /** Empty when the judge does not compare the signal. */
    static Optional<TrackQuestions> of(SignalQuery query, Tracks tracks) {
        return query.compared()
                .map(
                        compared ->
                                switch (compared) {
                                    case TrackQuery.Ratio(Duration window) ->
                                            new TrackQuestions(
                                                    PerTrack.of(query.query(), window, tracks),
                                                    Optional.empty());
                                    case TrackQuery.Counts(String bad, String total) ->
                                            new TrackQuestions(
                                                    PerTrack.of(bad, query.window(), tracks),
                                                    Optional.of(
                                                            PerTrack.of(
                                                                    total,
                                                                    query.window(),
                                                                    tracks)));
                                });
    }

    List<String> all() {
        List<String> all = new ArrayList<>(values.all());
        totals.ifPresent(one -> all.addAll(one.all()));
        return all;
    }

    TrackReadings readings(Map<String, Observation> answers) {
        TrackReadings.Builder readings =
                TrackReadings.newBuilder()
                        .setCanary(value(answers, values.canary()))
                        .setBaseline(value(answers, values.baseline()))
                        .setHalfA(value(answers, values.halfA()))
                        .setHalfB(value(answers, values.halfB()));
        totals.ifPresent(
                total ->
                        readings.setCanaryTotal(value(answers, total.canary()))
                                .setBaselineTotal(value(answers, total.baseline()))
                                .setHalfATotal(value(answers, total.halfA()))
                                .setHalfBTotal(value(answers, total.halfB())));
        return readings.build();
    }

    private static @Nullable Double value(Map<String, Observation> answers, String question) {
        return answers.get(question) instanceof Value(double value) ? value : null;
    }

    /** One query, with each track filled in. */
    record PerTrack(String canary, String baseline, String halfA, String halfB) {

        static PerTrack of(String query, Duration window, Tracks tracks) {
            return new PerTrack(
                    Round.expand(query, window, tracks.canary()),
                    Round.expand(query, window, tracks.baseline()),
                    Round.expand(query, window, tracks.halfA()),
                    Round.expand(query, window, tracks.halfB()));
        }

        List<String> all() {
            return List.of(canary, baseline, halfA, halfB);
        }
    }
}
