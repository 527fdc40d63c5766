package dev.kanit.bench.judge.peer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The rule of Kayenta's NetflixACAJudge. A metric is High when the lower end of the 98 % confidence
 * interval of the Mann-Whitney shift lies above a quarter of the absolute Hodges-Lehmann estimate,
 * and the ratio of means is at least the allowed increase (default 1). The score is the weighted
 * share of metrics of each group that pass; a critical metric that fails makes it 0.
 *
 * <p>Here: looked at every tick with a window that grows from the canary's first tick; errors and
 * latencies are a group of half the weight each; a score below the limit, or a critical failure,
 * rolls back. The default limit is 75, the marginal threshold of the documentation's example.
 *
 * <p>Left out: fetching, data validation, replacement of missing values, outlier removal (off by
 * default), the classification Low (nothing is worse by being smaller), score classes, and
 * Spinnaker's advice of 50 points and hours per look; the best setting waits up to 30 ticks.
 */
public final class Kayenta implements Peer {

    /** Normal quantile of a confidence of 98 %, two-sided. */
    private static final double CRITICAL_Z = 2.3263478740408408;

    private static final double TOLERANCE = 0.25;
    private static final double ERRORS_WEIGHT = 50;
    private static final double LATENCY_WEIGHT = 50;

    private final String name;
    private final List<Setting> settings;

    /**
     * One way to use it.
     *
     * @param firstTicks ticks before the first look
     * @param scoreBelow a smaller score rolls back
     * @param criticalIncrease ratio of means from which a High metric is critical
     */
    private record Setting(int firstTicks, double scoreBelow, double criticalIncrease) {
        String inWords() {
            return Double.isInfinite(criticalIncrease)
                    ? "score below %.0f, first look at tick %d".formatted(scoreBelow, firstTicks)
                    : "critical from %.2f, first look at tick %d"
                            .formatted(criticalIncrease, firstTicks);
        }
    }

    private Kayenta(String name, List<Setting> settings) {
        this.name = name;
        this.settings = List.copyOf(settings);
    }

    /** As documented: the score decides. */
    public static Kayenta scored() {
        List<Setting> settings = new ArrayList<>();
        for (int first : new int[] {10, 20, 30}) {
            for (double below : new double[] {75, 90, 95}) {
                settings.add(new Setting(first, below, Double.POSITIVE_INFINITY));
            }
        }
        return new Kayenta("kayenta", settings);
    }

    /** Every metric is critical, with an allowed increase. */
    public static Kayenta critical() {
        List<Setting> settings = new ArrayList<>();
        for (int first : new int[] {10, 20, 30}) {
            for (double increase : new double[] {1.1, 1.25, 1.5, 2}) {
                settings.add(new Setting(first, 0, increase));
            }
        }
        return new Kayenta("kayenta-critical", settings);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public List<String> settings() {
        return settings.stream().map(Setting::inWords).toList();
    }

    @Override
    public int[] rollbacks(Watched watched) {
        int[] rollbacks = new int[settings.size()];
        Arrays.fill(rollbacks, NEVER);
        List<KayentaMetric> metrics = new ArrayList<>();
        for (int signal = 0; signal < watched.signals(); signal++) {
            metrics.add(new KayentaMetric(watched.ticks()));
        }
        for (int tick = 0; tick < watched.ticks(); tick++) {
            for (int signal = 0; signal < metrics.size(); signal++) {
                metrics.get(signal)
                        .add(watched.canary(signal, tick), watched.baseline(signal, tick));
            }
            look(metrics, tick, rollbacks);
        }
        return rollbacks;
    }

    private void look(List<KayentaMetric> metrics, int tick, int[] rollbacks) {
        if (tick + 1 < settings.getFirst().firstTicks()) {
            return;
        }
        double worst = 0;
        int failedLatencies = 0;
        boolean failedErrors = false;
        for (int signal = 0; signal < metrics.size(); signal++) {
            if (metrics.get(signal).isHigh(CRITICAL_Z, TOLERANCE)) {
                worst = Math.max(worst, metrics.get(signal).ratio());
                failedErrors |= signal == 0;
                failedLatencies += signal == 0 ? 0 : 1;
            }
        }
        int latencies = metrics.size() - 1;
        double score =
                (failedErrors ? 0 : ERRORS_WEIGHT)
                        + LATENCY_WEIGHT * (latencies - failedLatencies) / latencies;
        for (int index = 0; index < rollbacks.length; index++) {
            Setting setting = settings.get(index);
            boolean fails = score < setting.scoreBelow() || worst >= setting.criticalIncrease();
            if (rollbacks[index] == NEVER && tick + 1 >= setting.firstTicks() && fails) {
                rollbacks[index] = tick;
            }
        }
    }
}
