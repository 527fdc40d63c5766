package dev.kanit.sampletarget.http;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * One answer.
 *
 * @param headers besides content type and length
 * @param body not copied, so not to be changed
 */
@SuppressWarnings("ArrayRecordComponent") // bodies are passed on, never compared
public record HttpReply(int status, String contentType, Map<String, String> headers, byte[] body) {

    public static HttpReply of(int status, String contentType, String body) {
        return new HttpReply(status, contentType, Map.of(), body.getBytes(StandardCharsets.UTF_8));
    }

    public static HttpReply json(int status, String body) {
        return of(status, "application/json", body);
    }
}
