package dev.kanit.collector.check.http;

import java.io.IOException;
import java.net.URI;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.OptionalDouble;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * One WebSocket connection: a ping, and the first message. Reads no more than it needs, so a server
 * that sends without end fills no memory.
 */
final class SocketProbe {

    private static final Duration CONNECT = Duration.ofSeconds(5);

    private SocketProbe() {}

    /**
     * What was measured.
     *
     * @param pongMillis from the ping to its pong; empty when no pong was awaited
     * @param messageMillis from the first byte to the first message; likewise
     * @param totalMillis from the first byte to the end
     */
    record Measured(OptionalDouble pongMillis, OptionalDouble messageMillis, double totalMillis) {}

    /**
     * Connects and waits, until its thread is interrupted.
     *
     * @throws IOException when there is no connection, or it ends too early
     */
    static Measured run(CheckHttp http, String url, boolean pong, boolean message)
            throws IOException, InterruptedException {
        long begun = System.nanoTime();
        Ears ears = new Ears();
        WebSocket socket =
                await(
                        http.client()
                                .newWebSocketBuilder()
                                .connectTimeout(CONNECT)
                                .buildAsync(socketUri(http, url), ears));
        try {
            long pinged = System.nanoTime();
            if (pong) {
                var _ = await(socket.sendPing(ByteBuffer.wrap(new byte[] {7})));
            }
            OptionalDouble pongMillis =
                    pong
                            ? OptionalDouble.of(millis(pinged, await(ears.pong)))
                            : OptionalDouble.empty();
            OptionalDouble messageMillis =
                    message
                            ? OptionalDouble.of(millis(begun, await(ears.message)))
                            : OptionalDouble.empty();
            return new Measured(pongMillis, messageMillis, millis(begun, System.nanoTime()));
        } finally {
            socket.abort();
        }
    }

    private static URI socketUri(CheckHttp http, String url) {
        URI uri = http.uri(url, "ws", "wss", "http", "https");
        return switch (uri.getScheme()) {
            case "http" -> URI.create("ws" + uri.toString().substring("http".length()));
            case "https" -> URI.create("wss" + uri.toString().substring("https".length()));
            default -> uri;
        };
    }

    private static <T> T await(CompletableFuture<T> future)
            throws IOException, InterruptedException {
        try {
            return future.get();
        } catch (ExecutionException e) {
            String why = e.getCause() == null ? null : e.getCause().getMessage();
            throw new IOException("no WebSocket: " + (why == null ? "no answer" : why), e);
        }
    }

    private static double millis(long from, long to) {
        return (to - from) / 1e6;
    }

    /** Notes when the first pong and the first message came. */
    private static final class Ears implements WebSocket.Listener {

        private final CompletableFuture<Long> pong = new CompletableFuture<>();
        private final CompletableFuture<Long> message = new CompletableFuture<>();

        @Override
        public @Nullable CompletionStage<?> onText(
                WebSocket socket, CharSequence text, boolean last) {
            return heard(socket, message);
        }

        @Override
        public @Nullable CompletionStage<?> onBinary(
                WebSocket socket, ByteBuffer bytes, boolean last) {
            return heard(socket, message);
        }

        @Override
        public @Nullable CompletionStage<?> onPong(WebSocket socket, ByteBuffer bytes) {
            return heard(socket, pong);
        }

        private @Nullable CompletionStage<?> heard(WebSocket socket, CompletableFuture<Long> what) {
            what.complete(System.nanoTime());
            socket.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
            IOException closed = new IOException("closed with code " + code);
            pong.completeExceptionally(closed);
            message.completeExceptionally(closed);
            return null;
        }

        @Override
        public void onError(WebSocket socket, Throwable error) {
            pong.completeExceptionally(error);
            message.completeExceptionally(error);
        }
    }
}
