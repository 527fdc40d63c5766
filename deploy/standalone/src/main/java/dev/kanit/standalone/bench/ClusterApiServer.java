package dev.kanit.standalone.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kanit.executor.KubernetesKinds;
import dev.kanit.executor.actuator.ActuatorKind;
import dev.kanit.executor.kubernetes.Cluster;
import io.kubernetes.client.openapi.ApiClient;
import io.kubernetes.client.util.ClientBuilder;
import io.kubernetes.client.util.KubeConfig;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import okhttp3.Interceptor;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okhttp3.ResponseBody;
import okio.Buffer;

/**
 * A real API server, in a namespace of the benchmark's own that goes with it. Its Deployment never
 * has pods: the benchmark writes its status, so no controller of Deployments may run there.
 */
final class ClusterApiServer implements BenchApiServer {

    private static final String JSON = "application/json";
    private static final String MERGE_PATCH = "application/merge-patch+json";
    private static final String TO_ZERO = "\"" + WEIGHT + "\":\"0\"";

    private final String namespace = "kanit-bench-" + Long.toString(System.nanoTime(), 36);
    private final Map<String, Long> zeroAtNanos = new ConcurrentHashMap<>();
    private final ApiClient client;
    private final OkHttpClient http;
    private int bareRounds;

    ClusterApiServer(Path kubeconfig) throws IOException {
        try (Reader reader = Files.newBufferedReader(kubeconfig)) {
            client = ClientBuilder.kubeconfig(KubeConfig.loadKubeConfig(reader)).build();
        }
        http = client.getHttpClient();
        client.setHttpClient(http.newBuilder().addInterceptor(noting()).build());
        String _ =
                send(
                        "POST",
                        "/api/v1/namespaces",
                        JSON,
                        "{\"metadata\":{\"name\":\"%s\"}}".formatted(namespace));
        String deployments = "/apis/apps/v1/namespaces/" + namespace + "/deployments";
        String _ =
                send(
                        "POST",
                        deployments,
                        JSON,
                        """
                        {"metadata": {"name": "spark"},
                         "spec": {"replicas": 2, "selector": {"matchLabels": {"app": "spark"}},
                          "template": {"metadata": {"labels": {"app": "spark"}},
                           "spec": {"containers": [{"name": "app", "image": "none.invalid/none"}]}}}}
                        """);
        String _ =
                send(
                        "PATCH",
                        deployments + "/spark/status",
                        MERGE_PATCH,
                        "{\"status\":{\"replicas\":2,\"readyReplicas\":2,\"availableReplicas\":2}}");
    }

    @Override
    public String what() {
        return "a cluster's, over TLS: " + client.getBasePath();
    }

    @Override
    public String namespace() {
        return namespace;
    }

    @Override
    public List<ActuatorKind> kinds() {
        return KubernetesKinds.in(Cluster.known(() -> client));
    }

    @Override
    public void ingress(String name) throws IOException {
        String _ =
                send(
                        "POST",
                        ingresses(),
                        JSON,
                        """
                        {"metadata": {"name": "%s", "annotations": {"%s": "25"}},
                         "spec": {"defaultBackend": {"service": {"name": "none",
                          "port": {"number": 80}}}}}
                        """
                                .formatted(name, WEIGHT));
    }

    @Override
    public long zeroAtNanos(String name) {
        return zeroAtNanos.getOrDefault(name, 0L);
    }

    @Override
    public long[] barePatches(int count)
            throws IOException, InterruptedException, ExecutionException {
        bareRounds++;
        for (int number = 0; number < count; number++) {
            ingress("bare-" + bareRounds + "-" + number);
        }
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Long>> all = new ArrayList<>();
            for (int number = 0; number < count; number++) {
                String path = ingresses() + "/bare-" + bareRounds + "-" + number;
                all.add(
                        threads.submit(
                                () -> {
                                    long began = System.nanoTime();
                                    String patch =
                                            "{\"metadata\":{\"annotations\":{" + TO_ZERO + "}}}";
                                    String _ = send("PATCH", path, MERGE_PATCH, patch);
                                    return System.nanoTime() - began;
                                }));
            }
            long[] nanos = new long[count];
            for (int number = 0; number < count; number++) {
                nanos[number] = all.get(number).get();
            }
            return nanos;
        }
    }

    @Override
    public void close() throws IOException {
        String _ = send("DELETE", "/api/v1/namespaces/" + namespace, JSON, "{}");
    }

    private String ingresses() {
        return "/apis/networking.k8s.io/v1/namespaces/" + namespace + "/ingresses";
    }

    /** Notes when the server has answered a change to zero. */
    private Interceptor noting() {
        return chain -> {
            Request request = chain.request();
            RequestBody body = request.body();
            Response response = chain.proceed(request);
            if (request.method().equals("PATCH") && body != null && response.isSuccessful()) {
                long now = System.nanoTime();
                Buffer sent = new Buffer();
                body.writeTo(sent);
                if (sent.readString(UTF_8).contains(TO_ZERO)) {
                    List<String> path = request.url().pathSegments();
                    zeroAtNanos.putIfAbsent(path.getLast(), now);
                }
            }
            return response;
        };
    }

    private String send(String method, String path, String type, String body) throws IOException {
        Request request =
                new Request.Builder()
                        .url(client.getBasePath() + path)
                        .header("Accept", JSON)
                        .method(method, RequestBody.create(body, MediaType.parse(type)))
                        .build();
        try (Response response = http.newCall(request).execute()) {
            ResponseBody answer = response.body();
            String text = answer == null ? "" : answer.string();
            if (!response.isSuccessful()) {
                throw new IOException(method + " " + path + ": " + response.code() + " " + text);
            }
            return text;
        }
    }
}
