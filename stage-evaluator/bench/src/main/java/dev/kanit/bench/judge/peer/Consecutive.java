package dev.kanit.bench.judge.peer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The rule that teams write themselves: any signal of the canary above 1.10 of the baseline's in 5
 * consecutive ticks.
 */
public final class Consecutive implements Peer {

    private final List<Setting> settings;

    private record Setting(double ratio, int ticks) {}

    public Consecutive() {
        List<Setting> grid = new ArrayList<>();
        for (int ticks : new int[] {5, 3, 8, 12}) {
            for (double ratio : new double[] {1.1, 1.25, 1.5}) {
                grid.add(new Setting(ratio, ticks));
            }
        }
        this.settings = List.copyOf(grid);
    }

    @Override
    public String name() {
        return "consecutive";
    }

    @Override
    public List<String> settings() {
        return settings.stream()
                .map(one -> "%d ticks above %.2f".formatted(one.ticks(), one.ratio()))
                .toList();
    }

    @Override
    public int[] rollbacks(Watched watched) {
        return settings.stream().mapToInt(setting -> rollback(watched, setting)).toArray();
    }

    private static int rollback(Watched watched, Setting setting) {
        int[] above = new int[watched.signals()];
        for (int tick = 0; tick < watched.ticks(); tick++) {
            for (int signal = 0; signal < above.length; signal++) {
                double ratio = watched.canary(signal, tick) / watched.baseline(signal, tick);
                above[signal] = ratio > setting.ratio() ? above[signal] + 1 : 0;
            }
            if (Arrays.stream(above).max().orElse(0) >= setting.ticks()) {
                return tick;
            }
        }
        return NEVER;
    }
}
