package dev.kanit.executor.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kanit.executor.plan.StepOutcome;

/** What an API server's "no" means for a step. */
final class Failures {

    private static final int MAX_MESSAGE_LENGTH = 500;

    private Failures() {}

    /**
     * A conflict means that the state is to be read again, and so does everything temporary; the
     * rest will be said again however often one asks.
     */
    static StepOutcome of(int status, String request, JsonNode body) {
        String message = body.path("message").asText("");
        String said =
                message.length() > MAX_MESSAGE_LENGTH
                        ? message.substring(0, MAX_MESSAGE_LENGTH) + "…"
                        : message;
        String words =
                "Kubernetes says "
                        + status
                        + " to "
                        + request
                        + (said.isEmpty() ? "" : ": " + said);
        return switch (status) {
            case 403 -> new StepOutcome.Refused(words + " (expected: the right to do so)");
            case 408, 409, 425, 429 -> new StepOutcome.Unreachable(words);
            default ->
                    status >= 500
                            ? new StepOutcome.Unreachable(words)
                            : new StepOutcome.Refused(words);
        };
    }
}
