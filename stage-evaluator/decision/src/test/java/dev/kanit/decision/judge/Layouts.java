package dev.kanit.decision.judge;

import dev.kanit.decision.measure.Track;
import dev.kanit.decision.plan.BaselineComparison;
import dev.kanit.decision.plan.BaselineComparison.Compare;
import dev.kanit.decision.plan.SignalGroup;
import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;

/** What the tests judge: signals that may be a tenth worse, ticks of ten seconds. */
final class Layouts {

    static final Duration TICK = Duration.ofSeconds(10);
    static final double ALLOWED = 0.1;
    static final int HORIZON_TICKS = 60;

    /** Of {@link #everything}. */
    static final int LATENCY = 0;

    static final int ERRORS = 3;
    static final int MEMORY = 4;

    private Layouts() {}

    static JudgeLayout of(Judged... signals) {
        return new JudgeLayout(List.of(signals), List.of(), HORIZON_TICKS, TICK);
    }

    /** Three gauges and their group, a count, and a gauge that may leak. */
    static JudgeLayout everything() {
        return new JudgeLayout(
                List.of(
                        gauge(0),
                        gauge(1),
                        new Judged(2, "score", false, ratio(OptionalDouble.empty())),
                        counts(ERRORS),
                        new Judged(MEMORY, "memory", true, ratio(OptionalDouble.of(1000)))),
                List.of(new SignalGroup("all", List.of(0, 1, 2))),
                HORIZON_TICKS,
                TICK);
    }

    static Judged gauge(int index) {
        return new Judged(index, "gauge-" + index, true, ratio(OptionalDouble.empty()));
    }

    static Judged counts(int index) {
        return new Judged(
                index,
                "counts-" + index,
                true,
                new BaselineComparison(Compare.COUNTS, ALLOWED, 0, 100, OptionalDouble.empty()));
    }

    /** Both halves and the baseline at 100, the canary so many times as much. */
    static Tick.Builder gauge(Tick.Builder tick, int signal, double ratio, double halves) {
        return tick.gauge(signal, Track.CANARY, 100 * ratio)
                .gauge(signal, Track.BASELINE, 100)
                .gauge(signal, Track.HALF_A, 100 * halves)
                .gauge(signal, Track.HALF_B, 100);
    }

    private static BaselineComparison ratio(OptionalDouble exhaustedAt) {
        return new BaselineComparison(Compare.RATIO, ALLOWED, 0, 0, exhaustedAt);
    }
}
