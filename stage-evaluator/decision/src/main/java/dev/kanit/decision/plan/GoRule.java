package dev.kanit.decision.plan;

import java.time.Duration;

/**
 * Who must agree when not all checks pass.
 *
 * @param conditionalApprovers named people who must approve a group that is short by no more than
 *     its condition allows; &gt;= 1
 * @param overrideApprovers named people who must approve an emergency override; &gt;= 1
 * @param expireAfter how long an approval counts; positive
 */
public record GoRule(int conditionalApprovers, int overrideApprovers, Duration expireAfter) {

    public static final int MAX_APPROVERS = 16;

    /** One approver for the condition, three for an override, approvals count for 4 h. */
    public static final GoRule USUAL = new GoRule(1, 3, Duration.ofHours(4));

    public GoRule {
        requireCount("conditional.approvers", conditionalApprovers);
        requireCount("override.approvers", overrideApprovers);
        if (!expireAfter.isPositive()) {
            throw new IllegalArgumentException("expireAfter: " + expireAfter + " (expected: > 0)");
        }
    }

    private static void requireCount(String name, int count) {
        if (count < 1 || count > MAX_APPROVERS) {
            throw new IllegalArgumentException(
                    name + ": " + count + " (expected: 1 to " + MAX_APPROVERS + ")");
        }
    }
}
