package dev.kanit.collector.round;

import dev.kanit.wire.Absence;
import dev.kanit.wire.SignalReading;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** Counts of rounds and readings since the start. */
public final class RoundStatistics {

    private final LongAdder rounds = new LongAdder();
    private final LongAdder missedTicks = new LongAdder();
    private final LongAdder readings = new LongAdder();
    private final Map<Absence, LongAdder> absences = new EnumMap<>(Absence.class);
    private volatile long lastRoundMillis;

    public RoundStatistics() {
        for (Absence absence : Absence.values()) {
            absences.put(absence, new LongAdder());
        }
    }

    void taken(List<SignalReading> taken, long tookMillis, long missed) {
        rounds.increment();
        missedTicks.add(missed);
        readings.add(taken.size());
        lastRoundMillis = tookMillis;
        for (SignalReading reading : taken) {
            LongAdder counter =
                    reading.getAbsence() == null ? null : absences.get(reading.getAbsence());
            if (counter != null) {
                counter.increment();
            }
        }
    }

    public long rounds() {
        return rounds.sum();
    }

    /** Ticks on which no round began, because the one before was still under way. */
    public long missedTicks() {
        return missedTicks.sum();
    }

    public long readings() {
        return readings.sum();
    }

    /** Readings without a canary value, for this reason. */
    public long absences(Absence why) {
        LongAdder counter = absences.get(why);
        return counter == null ? 0 : counter.sum();
    }

    /** How long the newest round took, whichever rollout's it was. */
    public long lastRoundMillis() {
        return lastRoundMillis;
    }
}
