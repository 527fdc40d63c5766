package dev.kanit.archiver.report;

import dev.kanit.archiver.document.Source;
import dev.kanit.wire.SignalReading;
import dev.kanit.wire.SignalSnapshot;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What one signal's canary did over some snapshots.
 *
 * @param lowest with the snapshot that it was read from
 * @param median the lower one of two
 * @param highest likewise
 * @param count readings with a value, &gt;= 1
 */
record Range(Placed<Double> lowest, Placed<Double> median, Placed<Double> highest, int count) {

    /** Empty when no snapshot has a value. */
    static Optional<Range> of(String signal, List<Placed<SignalSnapshot>> snapshots) {
        List<Placed<Double>> values = new ArrayList<>();
        for (Placed<SignalSnapshot> snapshot : snapshots) {
            value(signal, snapshot.record())
                    .ifPresent(value -> values.add(new Placed<>(value, snapshot.source())));
        }
        if (values.isEmpty()) {
            return Optional.empty();
        }
        values.sort(Comparator.comparingDouble(Placed::record));
        return Optional.of(
                new Range(
                        values.getFirst(),
                        values.get((values.size() - 1) / 2),
                        values.getLast(),
                        values.size()));
    }

    /** All records between the first snapshot and the last. */
    static Source span(List<Placed<SignalSnapshot>> snapshots) {
        return snapshots.getFirst().source().to(snapshots.getLast().source());
    }

    private static Optional<Double> value(String signal, SignalSnapshot snapshot) {
        for (SignalReading reading : snapshot.getReadings()) {
            Double value = reading.getCanary();
            if (reading.getSignal().equals(signal) && value != null && Double.isFinite(value)) {
                return Optional.of(value);
            }
        }
        return Optional.empty();
    }
}
