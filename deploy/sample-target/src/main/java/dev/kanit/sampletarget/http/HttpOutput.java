package dev.kanit.sampletarget.http;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Writes HTTP/1.1 messages, each with one system call. */
final class HttpOutput {

    private HttpOutput() {}

    static void write(OutputStream out, HttpRequest request, String host) throws IOException {
        StringBuilder head = new StringBuilder(128);
        head.append(request.method()).append(' ').append(request.path());
        if (!request.query().isEmpty()) {
            head.append('?').append(request.query());
        }
        head.append(" HTTP/1.1\r\nHost: ").append(host);
        finish(out, head.append("\r\n"), Map.of(), request.body());
    }

    static void write(OutputStream out, HttpReply reply) throws IOException {
        StringBuilder head = new StringBuilder(160);
        head.append("HTTP/1.1 ").append(reply.status()).append(" -\r\nContent-Type: ");
        head.append(reply.contentType()).append("\r\n");
        finish(out, head, reply.headers(), reply.body());
    }

    private static void finish(
            OutputStream out, StringBuilder head, Map<String, String> headers, byte[] body)
            throws IOException {
        headers.forEach(
                (name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        head.append("Content-Length: ").append(body.length).append("\r\n\r\n");
        byte[] headBytes = head.toString().getBytes(StandardCharsets.ISO_8859_1);
        byte[] message = new byte[headBytes.length + body.length];
        System.arraycopy(headBytes, 0, message, 0, headBytes.length);
        System.arraycopy(body, 0, message, headBytes.length, body.length);
        out.write(message);
    }
}
