package dev.kanit.executor.http;

import com.fasterxml.jackson.databind.JsonNode;

/** What came back for one request. */
sealed interface RouterAnswer {

    /**
     * @param status HTTP status
     * @param etag the {@code ETag} header, empty when missing
     * @param body parsed; a missing node when there was no JSON object
     */
    record Answered(int status, String etag, JsonNode body) implements RouterAnswer {}

    /** No answer, too late, or too large. */
    record Silent(String why) implements RouterAnswer {}
}
