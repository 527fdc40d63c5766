package dev.kanit.executor.exchange;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kanit.executor.plan.StepOutcome;

/** What came of one request. */
public sealed interface JsonAnswer {

    /** No answer that could be read. */
    record Silent(String why) implements JsonAnswer {}

    /**
     * An answer.
     *
     * @param status 100 to 599
     * @param etag empty when there was none
     * @param body a JSON object, or a missing node
     */
    record Answered(int status, String etag, JsonNode body) implements JsonAnswer {

        /** What an answer that is no success means for a step: refused for good, or later. */
        public StepOutcome failure(String request) {
            String words = request + ": " + status + " " + told();
            // 408 and 429 are the client errors that mean "later".
            boolean isForGood = status < 500 && status != 408 && status != 429;
            return isForGood ? new StepOutcome.Refused(words) : new StepOutcome.Unreachable(words);
        }

        /** The problem's words; empty when there are none. */
        public String told() {
            String detail = body.path("detail").asText("");
            return detail.isEmpty() ? body.path("title").asText("") : detail;
        }
    }
}
