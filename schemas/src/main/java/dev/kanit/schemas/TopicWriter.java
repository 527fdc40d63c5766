package dev.kanit.schemas;

/** Who may write to a topic. Topics are separate because this right differs; ACLs follow it. */
public enum TopicWriter {
    SIGNAL_COLLECTOR("signal-collector"),
    /**
     * The HTTP API for people and pipelines: it authenticates them, so it alone writes commands.
     */
    COMMAND_API("command-api"),
    STAGE_EVALUATOR("stage-evaluator"),
    ROLLBACK_EXECUTOR("rollback-executor"),
    EVIDENCE_ARCHIVER("evidence-archiver");

    private final String principal;

    TopicWriter(String principal) {
        this.principal = principal;
    }

    /** Name of the Kafka principal, without the {@code User:} before it. */
    public String principal() {
        return principal;
    }
}
