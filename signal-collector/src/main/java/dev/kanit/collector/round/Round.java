package dev.kanit.collector.round;

import dev.kanit.codec.plan.CollectionPlan;
import dev.kanit.codec.plan.SignalQuery;
import dev.kanit.collector.round.Observation.Absent;
import dev.kanit.collector.round.Observation.Value;
import dev.kanit.wire.Absence;
import dev.kanit.wire.SignalReading;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a plan asks in each round, and the readings that the answers make. */
public final class Round {

    private static final String CANARY = "canary";
    private static final String BASELINE = "baseline";

    private Round() {}

    /** All questions of a round, each once. */
    public static Set<String> questions(CollectionPlan plan) {
        Set<String> questions = new LinkedHashSet<>();
        for (SignalQuery query : plan.queries()) {
            questions.add(canary(query));
            if (query.tracked()) {
                questions.add(baseline(query));
            }
            samples(query).ifPresent(questions::add);
        }
        return questions;
    }

    /** One reading per signal, in the plan's order. */
    public static List<SignalReading> readings(
            CollectionPlan plan, Map<String, Observation> answers) {
        List<SignalReading> readings = new ArrayList<>();
        for (SignalQuery query : plan.queries()) {
            Observation canary = answer(answers, canary(query));
            Double baseline = query.tracked() ? value(answer(answers, baseline(query))) : null;
            Double samples =
                    samples(query).map(question -> value(answer(answers, question))).orElse(null);
            readings.add(
                    SignalReading.newBuilder()
                            .setSignal(query.signal())
                            .setCanary(value(canary))
                            .setBaseline(baseline)
                            .setSamples(samples == null ? null : Math.max(0, Math.round(samples)))
                            .setAgeMillis(0)
                            .setAbsence(canary instanceof Absent(Absence why) ? why : null)
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

    private static String canary(SignalQuery query) {
        return expand(query.query(), query, CANARY);
    }

    private static String baseline(SignalQuery query) {
        return expand(query.query(), query, BASELINE);
    }

    private static Optional<String> samples(SignalQuery query) {
        return query.samples().map(question -> expand(question, query, CANARY));
    }

    private static String expand(String question, SignalQuery query, String track) {
        return question.replace("$track", track)
                .replace("$window", query.window().toMillis() + "ms");
    }
}
