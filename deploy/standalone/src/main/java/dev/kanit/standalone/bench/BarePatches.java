package dev.kanit.standalone.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** The reference: the same changes, without a log, an order or a look before. */
final class BarePatches {

    private BarePatches() {}

    /** Nanoseconds of each of {@code count} requests, all sent at once. */
    static long[] send(LocalApiServer server, int count)
            throws InterruptedException, ExecutionException {
        for (int number = 0; number < count; number++) {
            server.ingress("bare-" + number);
        }
        try (HttpClient client =
                        HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Long>> all = new ArrayList<>();
            for (int number = 0; number < count; number++) {
                URI uri =
                        server.uri()
                                .resolve(
                                        "/apis/networking.k8s.io/v1/namespaces/prod/ingresses/bare-"
                                                + number);
                all.add(threads.submit(() -> one(client, uri)));
            }
            long[] nanos = new long[count];
            for (int number = 0; number < count; number++) {
                nanos[number] = all.get(number).get();
            }
            return nanos;
        }
    }

    private static long one(HttpClient client, URI uri) throws IOException, InterruptedException {
        String body =
                "{\"metadata\":{\"resourceVersion\":\"1\",\"annotations\":{\"%s\":\"0\"}}}"
                        .formatted(LocalApiServer.WEIGHT);
        long began = System.nanoTime();
        HttpResponse<byte[]> answer =
                client.send(
                        HttpRequest.newBuilder(uri)
                                .method("PATCH", HttpRequest.BodyPublishers.ofString(body))
                                .header("Content-Type", "application/merge-patch+json")
                                .build(),
                        HttpResponse.BodyHandlers.ofByteArray());
        if (answer.statusCode() != 200) {
            throw new IllegalStateException("PATCH: " + answer.statusCode() + " (expected: 200)");
        }
        return System.nanoTime() - began;
    }
}
