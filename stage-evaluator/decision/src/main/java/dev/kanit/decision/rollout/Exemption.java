package dev.kanit.decision.rollout;

/**
 * A rule that a person has set aside for a while. What they gave as the reason is in the decision.
 *
 * @param subject {@link #GO}, {@link #COMMAND}, {@link #FREEZE} or a trigger's name
 * @param by who
 * @param expiresAtMillis epoch milliseconds; then it ends by itself
 */
public record Exemption(String subject, String by, long expiresAtMillis) {

    /** That enough checks must have passed. */
    public static final String GO = "go";

    /** That whoever is in command must hand over. */
    public static final String COMMAND = "command";

    /** That nothing changes in a freeze. */
    public static final String FREEZE = "freeze";
}
