package dev.kanit.sampletarget.http;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;

/**
 * The market feed: a WebSocket (RFC 6455) that sends a price at once and every half second, answers
 * pings, and closes when it is asked to. Takes no data messages.
 */
final class SocketFeed {

    static final String PATH = "/feed";

    private static final String MAGIC = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    private static final int EVERY_MILLIS = 500;
    private static final int FRAME_MILLIS = 2_000;
    private static final int MAX_CONTROL_BYTES = 125;
    private static final int TEXT = 0x81;
    private static final int CLOSE = 0x88;
    private static final int PING = 0x89;
    private static final int PONG = 0x8A;

    /** Serves until the peer closes or leaves. */
    void serve(Socket socket, HttpInput in, OutputStream out, Map<String, String> headers)
            throws IOException {
        out.write(
                ("HTTP/1.1 101 -\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                                + "Sec-WebSocket-Accept: "
                                + accept(headers.getOrDefault("sec-websocket-key", ""))
                                + "\r\n\r\n")
                        .getBytes(StandardCharsets.ISO_8859_1));
        long number = 0;
        price(out, ++number);
        while (true) {
            int first;
            try {
                socket.setSoTimeout(EVERY_MILLIS);
                first = in.bytes(1)[0] & 0xFF;
            } catch (SocketTimeoutException e) {
                // Nobody said anything: time for the next price.
                price(out, ++number);
                continue;
            }
            socket.setSoTimeout(FRAME_MILLIS);
            byte[] payload = payload(in);
            switch (first) {
                case PING -> frame(out, PONG, payload);
                case PONG -> {}
                default -> {
                    frame(out, CLOSE, first == CLOSE ? payload : new byte[0]);
                    return;
                }
            }
        }
    }

    private static void price(OutputStream out, long number) throws IOException {
        String text =
                "{\"symbol\":\"XU100\",\"number\":%d,\"sentAtMillis\":%d}"
                        .formatted(number, System.currentTimeMillis());
        frame(out, TEXT, text.getBytes(StandardCharsets.UTF_8));
    }

    /** A client's frame is masked, and a control frame is short. */
    private static byte[] payload(HttpInput in) throws IOException {
        int length = in.bytes(1)[0] & 0xFF;
        if (length < 0x80 || length - 0x80 > MAX_CONTROL_BYTES) {
            throw new IOException("a frame that is not masked, or too long");
        }
        byte[] mask = in.bytes(4);
        byte[] payload = in.bytes(length - 0x80);
        for (int i = 0; i < payload.length; i++) {
            payload[i] ^= mask[i % mask.length];
        }
        return payload;
    }

    private static void frame(OutputStream out, int first, byte[] payload) throws IOException {
        byte[] frame = new byte[payload.length + 2];
        frame[0] = (byte) first;
        frame[1] = (byte) payload.length;
        System.arraycopy(payload, 0, frame, 2, payload.length);
        out.write(frame);
    }

    private static String accept(String key) {
        try {
            MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
            return Base64.getEncoder()
                    .encodeToString(
                            sha1.digest((key + MAGIC).getBytes(StandardCharsets.ISO_8859_1)));
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("every JDK has SHA-1", missing);
        }
    }
}
