package dev.kanit.decision.judge;

import dev.kanit.decision.measure.Snapshot;
import java.util.Arrays;

/**
 * The judge's view of one rollout: evidence as of the newest closed tick, and the tick that is
 * open. Ticks are event time, aligned to their length. Immutable.
 *
 * @param state evidence
 * @param open readings of the open tick
 * @param openSinceMillis its start, epoch milliseconds, a multiple of the tick's length
 * @param answeredAt evidence at which a person let the rollout go on; a hold for evidence needs ten
 *     times as much; 0 when nobody did
 * @param answered findings that a person has answered by going on: names in {@link Answered}
 */
public record Judgement(
        JudgeState state, OpenTick open, long openSinceMillis, double answeredAt, int answered) {

    /** After a longer gap than so many ticks, a day of 10 s, nothing more happens to the state. */
    private static final long MAX_SKIPPED = 8_640;

    /** Bits of {@link Judgement#answered}. */
    public static final class Answered {
        public static final int LEAK = 1;
        public static final int TRAFFIC_SPLIT = 2;
        public static final int WANTING = 4;

        private Answered() {}
    }

    /** Nothing seen yet. */
    public static Judgement start(Judge judge, long atMillis) {
        return new Judgement(
                judge.start(), OpenTick.empty(judge.layout()), tickOf(judge, atMillis), 0, 0);
    }

    /** As stored; see {@link #toArray}. */
    public static Judgement of(
            Judge judge, double[] slots, long openSinceMillis, double answeredAt, int answered) {
        int size = judge.layout().size();
        int expected = slots(judge);
        if (slots.length != expected) {
            throw new IllegalArgumentException(
                    "slots: " + slots.length + " (expected: " + expected + ")");
        }
        double[] state = Arrays.copyOf(slots, size);
        double[] open = Arrays.copyOfRange(slots, size, expected);
        return new Judgement(
                JudgeState.of(judge.layout(), state),
                OpenTick.of(open),
                openSinceMillis,
                answeredAt,
                answered);
    }

    /** How many slots {@link #toArray} has. */
    public static int slots(Judge judge) {
        return judge.layout().size() + judge.layout().openSize();
    }

    /** Slots of state and open tick, for storing. */
    public double[] toArray() {
        double[] first = state.toArray();
        double[] second = open.toArray();
        double[] all = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, all, first.length, second.length);
        return all;
    }

    /**
     * This view and one snapshot more.
     *
     * @param stage index of the stage in effect, or {@link Judge#NO_STAGE}
     * @param share the canary's ordered share of the traffic; NaN while it changes. At 1 the stable
     *     fleet has no traffic, and is nothing to compare with: the judge rests
     */
    public Judgement with(Judge judge, Snapshot snapshot, int stage, double share) {
        long start = tickOf(judge, snapshot.takenAtMillis());
        if (start <= openSinceMillis) {
            return new Judgement(
                    state,
                    open.with(judge.layout(), snapshot),
                    openSinceMillis,
                    answeredAt,
                    answered);
        }
        boolean rests = share >= 1;
        Tick tick = rests ? Tick.empty(judge.layout()) : open.close(judge.layout());
        JudgeState closed = judge.next(state, tick, stage, share);
        OpenTick next = open.next(judge.layout());
        // Ticks without any snapshot break every series, and are ticks all the same.
        long skipped = (start - openSinceMillis) / judge.layout().tickMillis() - 1;
        for (long empty = Math.min(MAX_SKIPPED, skipped); empty > 0; empty--) {
            closed = judge.next(closed, Tick.empty(judge.layout()), stage, share);
        }
        boolean newStage = !rests && stage != Judge.NO_STAGE && stage != state.stage();
        return new Judgement(
                closed,
                next.with(judge.layout(), snapshot),
                start,
                newStage ? 0 : answeredAt,
                newStage ? 0 : answered);
    }

    /**
     * When what speaks against the canary began, as far as evidence tells: the end of the last tick
     * after which it was 1 or less, epoch milliseconds. An estimate, as the last time that a
     * cumulative sum was at its least is one of a change (Page 1954, Biometrika 41).
     */
    public long onsetMillis(Judge judge) {
        double[] slots = state.slots();
        long ticks = (long) (slots[Clock.ALL] - slots[Clock.CALM]);
        return openSinceMillis - ticks * judge.layout().tickMillis();
    }

    /**
     * A person lets the rollout go on in spite of what was found.
     *
     * @param evidence whether the evidence was among it
     * @param findings what else was, as bits of {@link Answered}
     */
    public Judgement goOn(Judge judge, boolean evidence, int findings) {
        double against = evidence ? Evidence.of(judge.layout(), state).againstCanary() : 0;
        return new Judgement(
                state, open, openSinceMillis, Math.max(answeredAt, against), answered | findings);
    }

    private static long tickOf(Judge judge, long millis) {
        return millis - Math.floorMod(millis, judge.layout().tickMillis());
    }
}
