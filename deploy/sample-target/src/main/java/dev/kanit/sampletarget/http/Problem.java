package dev.kanit.sampletarget.http;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Errors as RFC 9457 problem documents. */
public final class Problem {

    private Problem() {}

    /** A problem with nothing but a status and a sentence. */
    public static HttpReply of(int status, String detail) {
        return of(status, detail, "", Map.of());
    }

    /**
     * A problem that carries more members.
     *
     * @param members JSON members without braces, separated by commas; empty for none
     */
    public static HttpReply of(
            int status, String detail, String members, Map<String, String> headers) {
        String body =
                "{\"type\":\"about:blank\",\"title\":\""
                        + title(status)
                        + "\",\"status\":"
                        + status
                        + ",\"detail\":"
                        + Json.quote(detail)
                        + (members.isEmpty() ? "" : "," + members)
                        + "}";
        return new HttpReply(
                status, "application/problem+json", headers, body.getBytes(StandardCharsets.UTF_8));
    }

    private static String title(int status) {
        return switch (status) {
            case 400 -> "Bad Request";
            case 404 -> "Not Found";
            case 405 -> "Method Not Allowed";
            case 409 -> "Conflict";
            case 411 -> "Length Required";
            case 412 -> "Precondition Failed";
            case 413 -> "Content Too Large";
            case 422 -> "Unprocessable Content";
            case 429 -> "Too Many Requests";
            case 431 -> "Request Header Fields Too Large";
            case 502 -> "Bad Gateway";
            case 503 -> "Service Unavailable";
            default -> "Error";
        };
    }
}
