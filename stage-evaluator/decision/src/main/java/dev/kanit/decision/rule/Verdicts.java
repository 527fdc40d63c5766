package dev.kanit.decision.rule;

import dev.kanit.decision.measure.Absence;
import dev.kanit.decision.measure.Measurements;

/**
 * What a snapshot says of the golden signals. Sets are bit masks by signal index.
 *
 * @param failing signals over their limit
 * @param lowVolume signals whose reading rests on too few events
 * @param unknown golden signals that cannot be judged for want of a reading or a baseline
 * @param missing required signals without a usable reading, golden or not
 * @param noTraffic whether the canary is known to have no traffic
 */
public record Verdicts(
        long failing, long lowVolume, long unknown, long missing, boolean noTraffic) {

    /** Every golden signal has a reading that meets its condition, and there is traffic. */
    public boolean allPass() {
        return (failing | lowVolume | unknown) == 0 && !noTraffic;
    }

    /** Nothing stands in the way of judging: no gap, enough volume, traffic. */
    public boolean clean() {
        return (lowVolume | unknown | missing) == 0 && !noTraffic;
    }

    public static Verdicts of(Rulebook rules, Measurements measured) {
        long failing = 0;
        long lowVolume = 0;
        long unknown = 0;
        for (int index = 0; index < rules.golden().size(); index++) {
            Term term = rules.golden().get(index);
            long bit = 1L << term.signal();
            switch (term.judge(measured)) {
                case HOLDS -> {
                    // Passes.
                }
                case CLEAR -> failing |= bit;
                case UNJUDGED -> {
                    boolean present = measured.latest().absence(term.signal()) == Absence.PRESENT;
                    if (present && term.lowVolume(measured)) {
                        lowVolume |= bit;
                    } else {
                        unknown |= bit;
                    }
                }
            }
        }
        return new Verdicts(
                failing, lowVolume, unknown, missing(rules, measured), rules.noTraffic(measured));
    }

    private static long missing(Rulebook rules, Measurements measured) {
        long missing = 0;
        for (int signal = 0; signal < rules.layout().signals(); signal++) {
            if (measured.latest().absence(signal) != Absence.PRESENT
                    && !rules.plan().signals().get(signal).optional()) {
                missing |= 1L << signal;
            }
        }
        return missing;
    }
}
