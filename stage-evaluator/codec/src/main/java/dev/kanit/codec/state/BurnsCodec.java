package dev.kanit.codec.state;

import dev.kanit.decision.measure.BurnWindow;
import dev.kanit.decision.measure.Burns;
import dev.kanit.decision.plan.NightPlan;
import dev.kanit.decision.plan.RolloutPlan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Burn counts as bytes and back; a plan without a night has none. */
final class BurnsCodec {

    private BurnsCodec() {}

    static void write(RolloutPlan plan, Burns burns, ByteWriter out) {
        if (plan.ritual().night().isEmpty()) {
            return;
        }
        out.writeLong(burns.sinceMillis());
        out.writeLong(burns.lastMillis());
        out.writeDouble(burns.bad());
        out.writeDouble(burns.total());
        for (BurnWindow window : burns.windows()) {
            out.writeLong(window.newest());
            for (int slot = 0; slot < BurnWindow.BUCKETS; slot++) {
                out.writeDouble(window.bad(slot));
                out.writeDouble(window.total(slot));
            }
        }
        burns.totals().forEach(out::writeDouble);
    }

    static Burns read(RolloutPlan plan, ByteReader in) {
        if (plan.ritual().night().isEmpty()) {
            return Burns.none(plan);
        }
        NightPlan night = plan.ritual().night().get();
        long since = in.readLong();
        long last = in.readLong();
        double bad = in.readDouble();
        double total = in.readDouble();
        List<BurnWindow> windows = new ArrayList<>();
        for (Duration length : night.windows()) {
            windows.add(window(length, in));
        }
        List<Double> totals = new ArrayList<>();
        for (int left = night.totals().size(); left > 0; left--) {
            totals.add(in.readDouble());
        }
        return new Burns(since, last, bad, total, windows, totals);
    }

    private static BurnWindow window(Duration length, ByteReader in) {
        long newest = in.readLong();
        double[] bad = new double[BurnWindow.BUCKETS];
        double[] total = new double[BurnWindow.BUCKETS];
        for (int slot = 0; slot < BurnWindow.BUCKETS; slot++) {
            bad[slot] = in.readDouble();
            total[slot] = in.readDouble();
        }
        return BurnWindow.of(length, newest, bad, total);
    }
}
