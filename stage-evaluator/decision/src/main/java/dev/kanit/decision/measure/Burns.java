package dev.kanit.decision.measure;

import dev.kanit.decision.plan.Dimension;
import dev.kanit.decision.plan.NightPlan;
import dev.kanit.decision.plan.Objective;
import dev.kanit.decision.plan.RolloutPlan;
import dev.kanit.decision.plan.Signal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How much of what was promised has been broken so far, in bounded memory. A rate counts for the
 * time since the snapshot before, and for no longer than a reading is known.
 *
 * @param sinceMillis when counting began, or -1
 * @param lastMillis the newest snapshot, or -1
 * @param bad events that broke the promise
 * @param total all events
 * @param windows as {@link NightPlan#windows()} has them
 * @param totals what the signals of {@link NightPlan#totals()} add up to
 */
public record Burns(
        long sinceMillis,
        long lastMillis,
        double bad,
        double total,
        List<BurnWindow> windows,
        List<Double> totals) {

    private static final long NONE = -1;
    private static final double SECOND_MILLIS = 1000;

    public Burns {
        windows = List.copyOf(windows);
        totals = List.copyOf(totals);
    }

    /** Nothing counted yet. */
    public static Burns none(RolloutPlan plan) {
        Optional<NightPlan> night = plan.ritual().night();
        List<BurnWindow> windows = new ArrayList<>();
        List<Double> totals = new ArrayList<>();
        night.ifPresent(
                one -> {
                    one.windows().forEach(window -> windows.add(BurnWindow.empty(window)));
                    one.totals().forEach(_ -> totals.add(0.0));
                });
        return new Burns(NONE, NONE, 0, 0, windows, totals);
    }

    /** These counts and what happened up to a snapshot more. */
    Burns with(PlanLayout layout, Latest latest) {
        Optional<NightPlan> night = layout.plan().ritual().night();
        if (night.isEmpty()) {
            return this;
        }
        long at = latest.takenAtMillis();
        if (lastMillis == NONE) {
            return new Burns(at, at, bad, total, windows, totals);
        }
        double seconds = Math.clamp(at - lastMillis, 0, layout.staleAfterMillis()) / SECOND_MILLIS;
        List<Double> nextTotals = new ArrayList<>();
        for (int index = 0; index < totals.size(); index++) {
            int signal = night.get().totals().get(index).signal();
            double more = events(layout, latest, signal) * seconds;
            nextTotals.add(totals.get(index) + (Double.isNaN(more) ? 0 : more));
        }
        double moreBad = 0;
        double more = 0;
        if (night.get().objective().isPresent()) {
            Objective objective = night.get().objective().get();
            double all = events(layout, latest, objective.total()) * seconds;
            double broken = broken(layout, latest, objective, all, seconds);
            if (!Double.isNaN(all) && !Double.isNaN(broken)) {
                more = all;
                moreBad = Math.min(broken, all);
            }
        }
        List<BurnWindow> nextWindows = new ArrayList<>();
        for (BurnWindow window : windows) {
            nextWindows.add(window.plus(at, moreBad, more));
        }
        return new Burns(sinceMillis, at, bad + moreBad, total + more, nextWindows, nextTotals);
    }

    /** The burn rate over a window of the plan; NaN when there were no events. */
    public double rate(NightPlan night, Duration window) {
        return night.objective()
                .orElseThrow()
                .burn(windows.get(night.windows().indexOf(window)).ratio());
    }

    /** The same over the window's last twelfth or two. */
    public double recentRate(NightPlan night, Duration window) {
        return night.objective()
                .orElseThrow()
                .burn(windows.get(night.windows().indexOf(window)).recentRatio());
    }

    private static double broken(
            PlanLayout layout, Latest latest, Objective objective, double all, double seconds) {
        Signal signal = layout.plan().signals().get(objective.bad());
        return signal.unit().dimension().equals(Dimension.RATIO)
                ? latest.canary(objective.bad()) * signal.unit().scale() * all
                : events(layout, latest, objective.bad()) * seconds;
    }

    /** Events per second; NaN when unknown. */
    private static double events(PlanLayout layout, Latest latest, int signal) {
        return latest.canary(signal) * layout.plan().signals().get(signal).unit().scale();
    }
}
