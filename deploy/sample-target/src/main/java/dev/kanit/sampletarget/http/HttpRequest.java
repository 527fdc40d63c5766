package dev.kanit.sampletarget.http;

import java.util.Map;

/**
 * One request.
 *
 * @param path without the query
 * @param query after the question mark, not decoded; empty when there is none
 * @param headers names in lower case
 * @param body up to {@link HttpInput#MAX_BODY_BYTES}; not copied, so not to be changed
 */
@SuppressWarnings("ArrayRecordComponent") // bodies are passed on, never compared
public record HttpRequest(
        String method, String path, String query, Map<String, String> headers, byte[] body) {

    public static HttpRequest get(String path) {
        return new HttpRequest("GET", path, "", Map.of(), new byte[0]);
    }
}
