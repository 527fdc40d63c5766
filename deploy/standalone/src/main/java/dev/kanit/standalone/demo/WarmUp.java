package dev.kanit.standalone.demo;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Calls a target a few hundred times before anybody measures. A JVM that has just started answers
 * its first requests late, and a check would hold that against the release.
 */
public final class WarmUp {

    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final int ROUNDS = 8;
    private static final int AT_ONCE = 30;

    private WarmUp() {}

    /** Returns when the calls are answered, or after some seconds in any case. */
    public static void of(URI target) {
        try (HttpClient client = HttpClient.newBuilder().connectTimeout(TIMEOUT).build()) {
            for (int round = 0; round < ROUNDS; round++) {
                settled(requests(client, target.resolve("/api/quote")));
                settled(sockets(client, URI.create("ws://" + target.getAuthority() + "/feed")));
            }
            client.shutdownNow();
        }
    }

    private static List<CompletableFuture<?>> requests(HttpClient client, URI at) {
        HttpRequest request = HttpRequest.newBuilder(at).timeout(TIMEOUT).GET().build();
        List<CompletableFuture<?>> calls = new ArrayList<>();
        for (int call = 0; call < AT_ONCE; call++) {
            calls.add(client.sendAsync(request, BodyHandlers.discarding()));
        }
        return calls;
    }

    private static List<CompletableFuture<?>> sockets(HttpClient client, URI at) {
        List<CompletableFuture<?>> calls = new ArrayList<>();
        for (int call = 0; call < AT_ONCE; call++) {
            calls.add(
                    client.newWebSocketBuilder()
                            .connectTimeout(TIMEOUT)
                            .buildAsync(at, new WebSocket.Listener() {})
                            .thenAccept(WebSocket::abort));
        }
        return calls;
    }

    /** What fails here fails again where somebody looks. */
    private static void settled(List<CompletableFuture<?>> calls) {
        CompletableFuture.allOf(calls.toArray(CompletableFuture[]::new))
                .completeOnTimeout(null, TIMEOUT.toSeconds(), TimeUnit.SECONDS)
                .handle((_, _) -> true)
                .join();
    }
}
