package dev.kanit.decision.rule;

import dev.kanit.decision.measure.Absence;
import dev.kanit.decision.measure.Latest;
import dev.kanit.decision.measure.Measurements;
import dev.kanit.decision.plan.TreeLimits.Patience;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What gaps in the measuring ask for. Missing is never zero, and no traffic is not no data.
 *
 * @param holdFor reasons that have lasted long enough to hold, in signal order
 * @param rollBackFor a reason that has lasted too long even for a hold
 * @param sinceMillis when the gap behind {@code rollBackFor} began
 */
public record Telemetry(List<Reason> holdFor, Optional<Reason> rollBackFor, long sinceMillis) {

    private static final Telemetry FINE = new Telemetry(List.of(), Optional.empty(), 0);

    public Telemetry {
        holdFor = List.copyOf(holdFor);
    }

    /**
     * Looks at the newest snapshot.
     *
     * @param thinSinceMillis since when volume, traffic or a baseline has been wanting; {@link
     *     Latest#NONE} when not
     * @param watchedSinceMillis patience begins no earlier than this
     */
    public static Telemetry of(
            Rulebook rules,
            Measurements measured,
            Verdicts verdicts,
            long thinSinceMillis,
            long watchedSinceMillis,
            long nowMillis) {
        if (verdicts.clean()) {
            return FINE;
        }
        Gathering gathering = new Gathering(rules, watchedSinceMillis, nowMillis);
        if (verdicts.noTraffic()) {
            // Ratios of nothing are NaN: without traffic their gaps say nothing of the release.
            gathering.thin(Reason.NO_TRAFFIC, thinSinceMillis);
        }
        if (verdicts.lowVolume() != 0) {
            gathering.thin(Reason.LOW_VOLUME, thinSinceMillis);
        }
        if ((verdicts.unknown() & ~verdicts.missing()) != 0) {
            gathering.thin(Reason.NO_BASELINE, thinSinceMillis);
        }
        for (int signal = 0; signal < rules.layout().signals(); signal++) {
            if ((verdicts.missing() & (1L << signal)) != 0) {
                Absence why = measured.latest().absence(signal);
                if (!verdicts.noTraffic() || why.providersFault()) {
                    gathering.gap(
                            Reason.of(why),
                            measured.latest().missingSinceMillis(signal),
                            why.providersFault());
                }
            }
        }
        return gathering.finding();
    }

    /** Looks at the clock alone: no snapshot has come since the newest one. */
    public static Telemetry silence(
            Rulebook rules, Measurements measured, long watchedSinceMillis, long nowMillis) {
        long last = Math.max(watchedSinceMillis, measured.latest().takenAtMillis());
        if (nowMillis - last <= rules.layout().staleAfterMillis()) {
            return FINE;
        }
        Gathering gathering = new Gathering(rules, watchedSinceMillis, nowMillis);
        gathering.gap(Reason.COLLECTOR_SILENT, last, true);
        return gathering.finding();
    }

    private static final class Gathering {
        private final Rulebook rules;
        private final long watchedSinceMillis;
        private final long nowMillis;
        private final List<Reason> holdFor = new ArrayList<>();
        private Optional<Reason> rollBackFor = Optional.empty();
        private long since;

        Gathering(Rulebook rules, long watchedSinceMillis, long nowMillis) {
            this.rules = rules;
            this.watchedSinceMillis = watchedSinceMillis;
            this.nowMillis = nowMillis;
        }

        void thin(Reason reason, long sinceMillis) {
            Patience patience = rules.plan().limits().missing();
            boolean due =
                    sinceMillis != Latest.NONE
                            && lasted(sinceMillis) >= patience.holdAfter().toMillis();
            if (due && !holdFor.contains(reason)) {
                holdFor.add(reason);
            }
        }

        void gap(Reason reason, long sinceMillis, boolean providersFault) {
            Patience patience =
                    providersFault
                            ? rules.plan().limits().providerDown()
                            : rules.plan().limits().missing();
            long lasted = lasted(sinceMillis);
            if (lasted >= patience.rollbackAfter().toMillis() && rollBackFor.isEmpty()) {
                rollBackFor = Optional.of(reason);
                since = sinceMillis;
            }
            if (lasted >= patience.holdAfter().toMillis() && !holdFor.contains(reason)) {
                holdFor.add(reason);
            }
        }

        private long lasted(long sinceMillis) {
            return nowMillis - Math.max(sinceMillis, watchedSinceMillis);
        }

        Telemetry finding() {
            return holdFor.isEmpty() ? FINE : new Telemetry(holdFor, rollBackFor, since);
        }
    }
}
