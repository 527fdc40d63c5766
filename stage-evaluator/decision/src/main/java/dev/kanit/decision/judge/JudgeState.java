package dev.kanit.decision.judge;

/** All that the judge knows of a rollout: an array of slots. Immutable. */
public final class JudgeState {

    private final double[] slots;

    JudgeState(double[] slots) {
        this.slots = slots;
    }

    /**
     * As stored.
     *
     * @throws IllegalArgumentException when it is not of the layout's size
     */
    public static JudgeState of(JudgeLayout layout, double[] slots) {
        if (slots.length != layout.size()) {
            throw new IllegalArgumentException(
                    "slots: " + slots.length + " (expected: " + layout.size() + ")");
        }
        return new JudgeState(slots.clone());
    }

    /** For storing; a copy. */
    public double[] toArray() {
        return slots.clone();
    }

    /** The stage of the newest tick with a canary; -1 before. */
    int stage() {
        return (int) slots[Clock.STAGE];
    }

    /** Read only. */
    double[] slots() {
        return slots;
    }
}
