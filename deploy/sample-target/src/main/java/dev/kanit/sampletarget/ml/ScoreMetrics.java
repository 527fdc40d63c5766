package dev.kanit.sampletarget.ml;

import dev.kanit.sampletarget.metrics.Exposition;
import dev.kanit.sampletarget.metrics.Histogram;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;

/** What the machine-learned scorer counts. Every series exists from the start, at 0. */
final class ScoreMetrics {

    private static final String SCORER = "scorer=\"ml\"";

    private final Histogram durations = new Histogram(seconds());
    private final Histogram scores = new Histogram(twentieths());
    private final Histogram confidences = new Histogram(twentieths());
    private final LongAdder requests = new LongAdder();
    private final LongAdder errors = new LongAdder();
    private final LongAdder scored = new LongAdder();
    private final LongAdder breaches = new LongAdder();

    void answered(Scorer.Score score, double seconds) {
        requests.increment();
        durations.observe(seconds);
        if (score.failed()) {
            errors.increment();
            return;
        }
        scored.increment();
        scores.observe(score.score());
        confidences.observe(score.confidence());
    }

    /** A scoring that was refused by a guardrail, for example for a feature that is no number. */
    void failedClosed() {
        breaches.increment();
    }

    void expose(Exposition out, double stalenessSeconds, int deadLetters) {
        histogram(out, "ml_score_duration_seconds", "Time to score.", durations);
        histogram(out, "ml_score", "Scores, 0 to 1.", scores);
        histogram(out, "ml_score_confidence", "The model's confidence, 0 to 1.", confidences);
        counter(out, "ml_score_requests_total", "Scorings asked for.", requests);
        counter(out, "ml_score_errors_total", "Scorings that failed.", errors);
        counter(out, "ml_scores_total", "Scores given.", scored);
        counter(out, "ml_guardrail_breaches_total", "Scorings that failed closed.", breaches);
        gauge(out, "ml_score_age_seconds", "Age of the newest score.", stalenessSeconds);
        gauge(out, "ml_dead_letters", "Scores that nobody could take.", deadLetters);
    }

    private static void histogram(Exposition out, String name, String help, Histogram values) {
        out.metric(name, "histogram", help);
        values.expose(out, name, SCORER);
    }

    private static void counter(Exposition out, String name, String help, LongAdder count) {
        out.metric(name, "counter", help).sample(name, SCORER, (double) count.sum());
    }

    private static void gauge(Exposition out, String name, String help, double value) {
        out.metric(name, "gauge", help).sample(name, SCORER, value);
    }

    private static double[] seconds() {
        return IntStream.rangeClosed(1, 40).mapToDouble(i -> i / 20.0).toArray();
    }

    private static double[] twentieths() {
        return IntStream.rangeClosed(1, 20).mapToDouble(i -> i / 20.0).toArray();
    }
}
