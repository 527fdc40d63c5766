package dev.kanit.decision.rollout;

import java.util.Arrays;
import java.util.Optional;

/** What a person was authenticated as. */
public enum Role {
    VIEWER("viewer"),
    OPERATOR("operator"),
    INCIDENT_COMMANDER("incident-commander"),
    APPROVER("approver"),
    AUDITOR("auditor");

    private final String spelling;

    Role(String spelling) {
        this.spelling = spelling;
    }

    /** As commands and user files spell it. */
    public String spelling() {
        return spelling;
    }

    /** The role of that exact spelling. */
    public static Optional<Role> spelled(String text) {
        return Arrays.stream(values()).filter(one -> one.spelling.equals(text)).findFirst();
    }
}
