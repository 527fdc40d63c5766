package dev.kanit.decision.rollout;

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
}
