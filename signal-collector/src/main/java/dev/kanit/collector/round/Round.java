package dev.kanit.collector.round;

import dev.kanit.codec.plan.CollectionPlan;
import dev.kanit.codec.plan.SignalQuery;
import dev.kanit.codec.plan.Tracks;
import dev.kanit.collector.round.Observation.Absent;
import dev.kanit.collector.round.Observation.Value;
import dev.kanit.wire.Absence;
import dev.kanit.wire.SignalReading;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a plan asks in each round, and the readings that the answers make. */
public final class Round {

    private Round() {}

    /**
     * All questions of a round, each once: what limits and triggers look at first, then what the
     * judge compares, so that a time limit costs evidence before it costs protection. At most three
     * and {@value TrackQuestions#MAX_PER_SIGNAL} per signal.
     */
    public static Set<String> questions(CollectionPlan plan) {
        Tracks tracks = plan.source().tracks();
        Set<String> questions = new LinkedHashSet<>();
        for (SignalQuery query : plan.queries()) {
            questions.add(canary(query, tracks));
            if (query.tracked()) {
                questions.add(baseline(query, tracks));
            }
            samples(query, tracks).ifPresent(questions::add);
        }
        for (SignalQuery query : plan.queries()) {
            TrackQuestions.of(query, tracks).ifPresent(one -> questions.addAll(one.all()));
        }
        return questions;
    }

    /** One reading per signal, in the plan's order. */
    public static List<SignalReading> readings(
            CollectionPlan plan, Map<String, Observation> answers) {
        Tracks tracks = plan.source().tracks();
        List<SignalReading> readings = new ArrayList<>();
        for (SignalQuery query : plan.queries()) {
            Observation canary = answer(answers, canary(query, tracks));
            Double baseline =
                    query.tracked() ? value(answer(answers, baseline(query, tracks))) : null;
            Double samples =
                    samples(query, tracks)
                            .map(question -> value(answer(answers, question)))
                            .orElse(null);
            readings.add(
                    SignalReading.newBuilder()
                            .setSignal(query.signal())
                            .setCanary(value(canary))
                            .setBaseline(baseline)
                            .setSamples(samples == null ? null : Math.max(0, Math.round(samples)))
                            .setAgeMillis(0)
                            .setAbsence(canary instanceof Absent(Absence why) ? why : null)
                            .setTracks(
                                    TrackQuestions.of(query, tracks)
                                            .map(questions -> questions.readings(answers))
                                            .orElse(null))
                            .build());
        }
        return readings;
    }

    private static Observation answer(Map<String, Observation> answers, String question) {
        Observation answer = answers.get(question);
        return answer == null ? Observation.absent(Absence.NO_DATA) : answer;
    }

    private static @Nullable Double value(Observation observation) {
        return observation instanceof Value(double value) ? value : null;
    }

    private static String canary(SignalQuery query, Tracks tracks) {
        return expand(query.query(), query.window(), tracks.canary());
    }

    private static String baseline(SignalQuery query, Tracks tracks) {
        return expand(query.query(), query.window(), tracks.baseline());
    }

    private static Optional<String> samples(SignalQuery query, Tracks tracks) {
        return query.samples().map(question -> expand(question, query.window(), tracks.canary()));
    }

    static String expand(String question, Duration window, String track) {
        return question.replace("$track", track).replace("$window", window.toMillis() + "ms");
    }
}
