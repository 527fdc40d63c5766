package dev.kanit.decision.judge;

/**
 * One number for a group of signals in a tick: the mean of its members' worsening, each beyond
 * {@link JudgeParameters#COMPOSITE_ALLOWED} and in its own standard deviations, weighted by how
 * little noise it has, in the unit of one standard deviation if they were independent. A common
 * small shift shows in it long before it shows in any member (inverse-variance weighting; no member
 * may count as less noisy than half the mean).
 */
final class Composite {

    private static final double LOG_ALLOWED = StrictMath.log(JudgeParameters.COMPOSITE_ALLOWED);

    private final double leastDeviation;
    private double sum;
    private double squares;
    private double allowance;
    private int members;

    /**
     * @param meanDeviation of the group's members
     */
    Composite(double meanDeviation) {
        this.leastDeviation = JudgeParameters.LEAST_NOISE_SHARE * meanDeviation;
    }

    /** Adds a canary's member, beyond what is allowed. */
    void addBeyondAllowed(double worse, double deviation) {
        add(worse - LOG_ALLOWED, deviation);
    }

    /** Adds a member; NaN is left out. */
    void add(double value, double deviation) {
        if (Double.isNaN(value)) {
            return;
        }
        double weight = 1 / Math.max(deviation, leastDeviation);
        double clip = JudgeParameters.MEMBER_CLIP;
        sum += weight * Math.clamp(value / deviation, -clip, clip);
        squares += weight * weight;
        allowance += weight * LOG_ALLOWED / deviation;
        members++;
    }

    /** The group's number; NaN with fewer than {@link JudgeParameters#LEAST_MEMBERS} members. */
    double value() {
        return members < JudgeParameters.LEAST_MEMBERS
                ? Double.NaN
                : sum / StrictMath.sqrt(squares);
    }

    /** What is allowed, in the group's unit. */
    double allowed() {
        return members == 0 ? 0 : allowance / StrictMath.sqrt(squares);
    }
}
