package dev.kanit.sampletarget.ml;

import dev.kanit.sampletarget.flag.FlagValue;
import dev.kanit.sampletarget.server.Fault;
import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;

/** The model: a fixed sequence of scores, and the scenario's fault while it lasts. */
final class Scorer {

    private static final double HEALTHY_CONFIDENCE = 0.68;
    private static final double LOW_CONFIDENCE = 0.40;
    private static final double ERROR_RATIO = 0.06;
    private static final double HEALTHY_AGE_SECONDS = 8;
    private static final double STALE_AGE_SECONDS = 75;
    private static final int PILED_UP = 4;

    /** Then somebody has drained the queue. */
    private static final double DRAINED_AFTER_MINUTES = 30;

    private final MlScenario scenario;
    private final Fault fault;
    private volatile FlagValue flag = FlagValue.OFF;
    private long scored;
    private double errorsDue;

    Scorer(MlScenario scenario, Fault fault) {
        this.scenario = scenario;
        this.fault = fault;
    }

    void obey(FlagValue value) {
        flag = value;
    }

    /** How the scoring goes that begins at {@code nowNanos}, of {@link System#nanoTime}. */
    synchronized Score next(long nowNanos) {
        scored++;
        double spread = scored * 37 % 101 / 100.0;
        boolean isSlow = isAtFault(MlScenario.SLOW, nowNanos);
        long millis = isSlow ? 1_600 + scored * 17 % 300 : 180 + scored * 37 % 320;
        double middle =
                isAtFault(MlScenario.LOW_CONFIDENCE, nowNanos)
                        ? LOW_CONFIDENCE
                        : HEALTHY_CONFIDENCE;
        boolean failed = false;
        if (isAtFault(MlScenario.ERRORS, nowNanos)) {
            errorsDue += ERROR_RATIO;
            failed = errorsDue >= 1;
            errorsDue -= failed ? 1 : 0;
        }
        return new Score(
                TimeUnit.MILLISECONDS.toNanos(millis),
                failed,
                scored * 53 % 101 / 100.0,
                middle + (spread - 0.5) * 0.1);
    }

    /** Age of the newest score, seconds. */
    double stalenessSeconds(long nowNanos) {
        return isAtFault(MlScenario.STALE, nowNanos) ? STALE_AGE_SECONDS : HEALTHY_AGE_SECONDS;
    }

    /** Scores that nobody could take. */
    int deadLetters(long nowNanos) {
        OptionalDouble age = fault.ageMinutes(nowNanos);
        return scenario == MlScenario.DLQ
                        && age.isPresent()
                        && age.getAsDouble() < DRAINED_AFTER_MINUTES
                ? PILED_UP
                : 0;
    }

    /** Whether the process that computes features answers. */
    boolean executorAnswers(long nowNanos) {
        return !isAtFault(MlScenario.STALE, nowNanos);
    }

    private boolean isAtFault(MlScenario one, long nowNanos) {
        return scenario == one && flag.isLive() && fault.ageMinutes(nowNanos).isPresent();
    }

    /**
     * One scoring.
     *
     * @param serviceNanos how long it takes
     * @param score 0 to 1
     * @param confidence of the model in it, 0 to 1
     */
    record Score(long serviceNanos, boolean failed, double score, double confidence) {}
}
