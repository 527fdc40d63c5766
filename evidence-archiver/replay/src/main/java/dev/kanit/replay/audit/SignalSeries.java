package dev.kanit.replay.audit;

import dev.kanit.wire.RolloutDecision;
import dev.kanit.wire.SignalLook;
import dev.kanit.wire.SignalReading;
import dev.kanit.wire.SignalSnapshot;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One signal over a rollout.
 *
 * @param signal name in the plan
 * @param unit as the plan spells it; empty when no decision looked at it
 * @param limit what it must meet, in words; empty when nothing is asked of it
 * @param points what was measured, by time
 */
public record SignalSeries(String signal, String unit, String limit, List<Point> points) {

    /**
     * One measurement.
     *
     * @param atMillis epoch milliseconds
     * @param canary in the signal's unit; NaN when there was none
     * @param baseline likewise
     */
    public record Point(long atMillis, double canary, double baseline) {}

    public SignalSeries {
        points = List.copyOf(points);
    }

    /** Every signal that was measured, in the order of the snapshots. */
    public static List<SignalSeries> of(CaseRecords records) {
        Map<String, List<Point>> points = new LinkedHashMap<>();
        for (SignalSnapshot snapshot : records.snapshots()) {
            for (SignalReading reading : snapshot.getReadings()) {
                points.computeIfAbsent(reading.getSignal(), _ -> new ArrayList<>())
                        .add(
                                new Point(
                                        snapshot.getTakenAt().toEpochMilli(),
                                        orNan(reading.getCanary()),
                                        orNan(reading.getBaseline())));
            }
        }
        Map<String, SignalLook> looks = new LinkedHashMap<>();
        for (RolloutDecision decision : records.decisions()) {
            decision.getSignals().forEach(look -> looks.put(look.getSignal(), look));
        }
        List<SignalSeries> series = new ArrayList<>();
        points.forEach(
                (signal, all) -> {
                    SignalLook look = looks.get(signal);
                    series.add(
                            new SignalSeries(
                                    signal,
                                    look == null ? "" : look.getUnit(),
                                    look == null ? "" : look.getLimit(),
                                    all));
                });
        // What something is asked of comes first.
        series.sort(
                (one, other) -> Boolean.compare(one.limit().isEmpty(), other.limit().isEmpty()));
        return series;
    }

    private static double orNan(@org.jspecify.annotations.Nullable Double value) {
        return value == null ? Double.NaN : value;
    }
}
