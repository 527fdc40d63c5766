package dev.kanit.replay;

/**
 * A decision that does not agree with the evidence around it.
 *
 * @param code what kind of disagreement
 * @param sequence of the decision, from 1
 * @param text what was found and what was expected
 */
public record DecisionFinding(Code code, long sequence, String text) {

    /** Kinds of disagreement. */
    public enum Code {
        /** The inputs that it names are not all there, or their order is not known. */
        INPUT_MISSING(false),
        /** Its inputs' Merkle root is not that of the records. */
        INPUT_DIFFERS(true),
        /** A record lies between its inputs and was read by no decision. */
        INPUT_SKIPPED(true),
        /** It does not name the decision before it. */
        PREDECESSOR_DIFFERS(true),
        /** It was taken by another plan than the bundle's. */
        PLAN_DIFFERS(true),
        /** The rollout ended otherwise than the bundle says. */
        OUTCOME_DIFFERS(true),
        /** Its bytes are no decision. */
        DECISION_UNREADABLE(true);

        private final boolean isForged;

        Code(boolean isForged) {
            this.isForged = isForged;
        }

        /** Whether something must have been changed; else something is missing. */
        public boolean isForged() {
            return isForged;
        }
    }
}
