package dev.kanit.evaluator.testing;

import dev.kanit.embedded.testing.TestCluster;
import dev.kanit.evaluator.api.ApiToken;
import dev.kanit.evaluator.api.DecisionStream;
import dev.kanit.evaluator.commands.CommandDesk;
import dev.kanit.evaluator.people.Door;
import dev.kanit.evaluator.query.RolloutQueries;
import dev.kanit.evaluator.streams.EvaluatorSettings;
import dev.kanit.evaluator.streams.StageEvaluator;
import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;

/** An evaluator and the HTTP API before it, as an installation runs them. */
public final class ApiInstance implements AutoCloseable {

    private static final String HOST = "127.0.0.1";

    private final StageEvaluator evaluator;
    private final CommandDesk desk;
    private final ApplicationContext context;
    private final String address;

    /** Starts an instance among others; returns before it has its first rollouts. */
    public static ApiInstance start(TestCluster cluster, Path state, Path token)
            throws IOException {
        return new ApiInstance(cluster, state, ApiToken.in(token));
    }

    /** Starts an instance that knows people. */
    public static ApiInstance start(TestCluster cluster, Path state, Door door) throws IOException {
        return new ApiInstance(cluster, state, door);
    }

    private ApiInstance(TestCluster cluster, Path state, Object tokenOrDoor) throws IOException {
        int port = freePort();
        address = HOST + ":" + port;
        Map<String, Object> clients = Map.of("bootstrap.servers", cluster.bootstrapServers());
        evaluator =
                StageEvaluator.start(
                        EvaluatorSettings.local(
                                        cluster.bootstrapServers(), cluster.registryUri(), state)
                                .withApplicationServer(address));
        desk = CommandDesk.open(clients, cluster.registry());
        context =
                ApplicationContext.builder()
                        .properties(
                                Map.of(
                                        "micronaut.server.host",
                                        HOST,
                                        "micronaut.server.port",
                                        port,
                                        "micronaut.server.max-request-size",
                                        "3MB",
                                        "kanit.evaluator.enabled",
                                        false))
                        .singletons(
                                evaluator,
                                new RolloutQueries(evaluator, address),
                                desk,
                                new DecisionStream(clients, cluster.registry()),
                                tokenOrDoor)
                        .banner(false)
                        .start();
        context.getBean(EmbeddedServer.class).start();
    }

    public StageEvaluator evaluator() {
        return evaluator;
    }

    /** host:port, under which the other instances know it. */
    public String address() {
        return address;
    }

    public URI uri() {
        return URI.create("http://" + address);
    }

    @Override
    public void close() {
        context.close();
        desk.close();
        evaluator.close();
    }

    private static int freePort() throws IOException {
        try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.ofLiteral(HOST))) {
            return probe.getLocalPort();
        }
    }
}
