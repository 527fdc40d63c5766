package dev.kanit.decision.rollout;

import dev.kanit.decision.measure.Snapshot;
import dev.kanit.decision.measure.Track;
import dev.kanit.decision.plan.BaselineComparison.Compare;
import dev.kanit.decision.plan.RolloutPlan;
import dev.kanit.decision.plan.Signal;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * What the judge compares, for a plan that asks for it: a canary like the stable fleet, with a
 * little noise, until a test makes it worse. The same seed gives the same readings.
 */
final class Tracks {

    private static final double NOISE = 0.03;
    private static final double ERROR_RATE = 0.005;
    private static final double REQUESTS = 6000;

    private final RolloutPlan plan;
    private final SplittableRandom random = new SplittableRandom(20_261_120);
    private final double[] worse;
    private final boolean[] silent;
    private double routed = 1;
    private final double[][] bad;
    private final double[][] all;

    Tracks(RolloutPlan plan) {
        this.plan = plan;
        int signals = plan.signals().size();
        worse = new double[signals];
        Arrays.fill(worse, 1);
        silent = new boolean[signals];
        bad = new double[signals][Track.COUNT];
        all = new double[signals][Track.COUNT];
    }

    /** From now on the canary is so many times as bad. */
    void worse(int signal, double factor) {
        worse[signal] = factor;
    }

    /** From now on the canary sends nothing to compare. */
    void silent(int signal) {
        silent[signal] = true;
    }

    /** From now on the canary gets so many times the traffic that was ordered. */
    void routed(double times) {
        routed = times;
    }

    /**
     * One snapshot.
     *
     * @param share the canary's share of the traffic, 0 to 1
     */
    void fill(Snapshot.Builder builder, double share) {
        for (int signal = 0; signal < worse.length; signal++) {
            Signal described = plan.signals().get(signal);
            if (described.comparison().isPresent()) {
                boolean counts = described.comparison().get().compare() == Compare.COUNTS;
                for (Track track : Track.values()) {
                    if (track != Track.CANARY || !silent[signal]) {
                        fill(builder, signal, track, counts, share * routed);
                    }
                }
            }
        }
    }

    private void fill(
            Snapshot.Builder builder, int signal, Track track, boolean counts, double share) {
        int column = track.column();
        double factor = track == Track.CANARY ? worse[signal] : 1;
        if (!counts) {
            double direction = plan.signals().get(signal).largerIsWorse() ? factor : 1 / factor;
            double noise = StrictMath.exp(NOISE * random.nextGaussian());
            builder.track(signal, track, false, 100 * direction * noise);
            return;
        }
        double requests =
                switch (track) {
                    case CANARY -> share * REQUESTS;
                    case BASELINE -> (1 - share) * REQUESTS;
                    case HALF_A, HALF_B -> (1 - share) * REQUESTS / 2;
                };
        for (int request = 0; request < requests; request++) {
            bad[signal][column] += random.nextDouble() < ERROR_RATE * factor ? 1 : 0;
        }
        all[signal][column] += requests;
        builder.track(signal, track, false, bad[signal][column]);
        builder.track(signal, track, true, all[signal][column]);
    }
}
