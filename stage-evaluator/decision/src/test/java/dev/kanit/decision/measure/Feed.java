package dev.kanit.decision.measure;

import dev.kanit.decision.rollout.Plans;
import dev.kanit.decision.rule.Rulebook;

/** Measurements of one signal, one snapshot per interval of ten seconds, beginning at zero. */
final class Feed {

    static final long INTERVAL = Plans.INTERVAL.toMillis();

    private final int signal;
    private final PlanLayout layout;
    private Measurements measured;
    private long now;

    Feed(Rulebook rules, int signal) {
        this.signal = signal;
        this.layout = rules.layout();
        this.measured = Measurements.none(layout, 0);
    }

    /** One value per interval; NaN stands for no sample. */
    Feed values(double... values) {
        for (double value : values) {
            now += INTERVAL;
            Snapshot.Builder builder = new Snapshot.Builder(layout.signals()).takenAt(now);
            if (!Double.isNaN(value)) {
                builder.reading(signal, value, Double.NaN, -1);
            }
            measured = measured.with(builder.build());
        }
        return this;
    }

    Feed repeated(double value, int times) {
        for (int count = 0; count < times; count++) {
            values(value);
        }
        return this;
    }

    /** The next interval begins without a reading, which closes the bucket before. */
    Measurements closed() {
        values(Double.NaN);
        return measured;
    }

    Measurements measured() {
        return measured;
    }
}
