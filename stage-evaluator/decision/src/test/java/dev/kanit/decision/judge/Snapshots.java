package dev.kanit.decision.judge;

import dev.kanit.decision.measure.Snapshot;
import dev.kanit.decision.measure.Track;

/** Snapshots of {@link Layouts#everything}: noise, and totals that rise. */
final class Snapshots {

    private static final int SIGNALS = 5;
    private static final int REQUESTS = 200;

    private final Draws draws;
    private final double[] bad = new double[Track.COUNT];
    private final double[] all = new double[Track.COUNT];

    Snapshots(long seed) {
        draws = new Draws(seed);
    }

    /** The next one; the canary so many times as bad. */
    Snapshot next(long takenAtMillis, double worse) {
        Snapshot.Builder builder = new Snapshot.Builder(SIGNALS).takenAt(takenAtMillis);
        for (int signal = 0; signal < SIGNALS; signal++) {
            for (Track track : Track.values()) {
                double factor = track == Track.CANARY ? worse : 1;
                if (signal == Layouts.ERRORS) {
                    int column = track.column();
                    bad[column] += draws.binomial(REQUESTS, 0.02 * factor);
                    all[column] += REQUESTS;
                    builder.track(signal, track, false, bad[column]);
                    builder.track(signal, track, true, all[column]);
                } else {
                    double noise = StrictMath.exp(0.03 * draws.gaussian());
                    builder.track(signal, track, false, 100 * factor * noise);
                }
            }
        }
        return builder.build();
    }

    /** One gauge's reading on the canary and the baseline, and nothing else. */
    static Snapshot gauge(long takenAtMillis, double canary, double baseline) {
        return new Snapshot.Builder(SIGNALS)
                .takenAt(takenAtMillis)
                .track(Layouts.LATENCY, Track.CANARY, false, canary)
                .track(Layouts.LATENCY, Track.BASELINE, false, baseline)
                .build();
    }

    /** The running totals of the canary and the baseline, and nothing else. */
    static Snapshot totals(long takenAtMillis, double bad, double all) {
        Snapshot.Builder builder = new Snapshot.Builder(SIGNALS).takenAt(takenAtMillis);
        for (Track track : new Track[] {Track.CANARY, Track.BASELINE}) {
            builder.track(Layouts.ERRORS, track, false, bad)
                    .track(Layouts.ERRORS, track, true, all);
        }
        return builder.build();
    }
}
