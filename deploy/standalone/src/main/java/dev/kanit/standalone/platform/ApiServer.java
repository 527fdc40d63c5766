package dev.kanit.standalone.platform;

import dev.kanit.collector.push.BearerToken;
import dev.kanit.collector.wiring.SignalCollector;
import dev.kanit.embedded.EmbeddedStartException;
import dev.kanit.evaluator.api.ApiToken;
import dev.kanit.evaluator.api.DecisionStream;
import dev.kanit.evaluator.commands.CommandDesk;
import dev.kanit.evaluator.people.Door;
import dev.kanit.evaluator.query.RolloutQueries;
import dev.kanit.evaluator.streams.StageEvaluator;
import io.micronaut.context.ApplicationContext;
import io.micronaut.http.server.exceptions.ServerStartupException;
import io.micronaut.runtime.server.EmbeddedServer;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;

/** One HTTP server for the services that have an API, on loopback. */
final class ApiServer implements AutoCloseable {

    private static final String HOST = "127.0.0.1";

    private final ApplicationContext context;
    private final EmbeddedServer server;

    private ApiServer(ApplicationContext context, EmbeddedServer server) {
        this.context = context;
        this.server = server;
    }

    /**
     * What the API is made of.
     *
     * @param decisions for live views
     * @param token that pushers show
     * @param door that tells callers apart
     */
    record Parts(
            StageEvaluator evaluator,
            SignalCollector collector,
            CommandDesk desk,
            DecisionStream decisions,
            ApiToken token,
            Door door) {}

    /**
     * Starts the server.
     *
     * @param port 0 for a free one
     * @throws EmbeddedStartException when the port is in use
     */
    static ApiServer start(int port, Parts parts) {
        ApplicationContext context =
                ApplicationContext.builder()
                        .properties(properties(port))
                        .singletons(
                                parts.evaluator(),
                                new RolloutQueries(parts.evaluator(), ""),
                                parts.desk(),
                                parts.decisions(),
                                parts.door(),
                                parts.collector().sink(),
                                new BearerToken(parts.token().secret()))
                        .banner(false)
                        .start();
        try {
            EmbeddedServer server = context.getBean(EmbeddedServer.class);
            server.start();
            return new ApiServer(context, server);
        } catch (ServerStartupException busy) {
            context.close();
            throw new EmbeddedStartException(
                    "port " + port + " on " + HOST + " is in use (expected: free)", busy);
        }
    }

    URI uri() {
        return URI.create("http://" + HOST + ":" + server.getPort());
    }

    @Override
    public void close() {
        server.stop();
        context.close();
    }

    private static Map<String, Object> properties(int port) {
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put("micronaut.application.name", "kanit");
        properties.put("micronaut.server.host", HOST);
        properties.put("micronaut.server.port", port == 0 ? -1 : port);
        properties.put("micronaut.server.max-request-size", "3MB");
        properties.put("micronaut.metrics.export.prometheus.enabled", true);
        properties.put("micronaut.metrics.export.prometheus.step", "PT15S");
        properties.put("endpoints.health.details-visible", "ANONYMOUS");
        properties.put("endpoints.prometheus.sensitive", false);
        properties.put("kubernetes.client.enabled", false);
        // The services are made by hand here; their own factories would make them again.
        properties.put("kanit.evaluator.enabled", false);
        properties.put("kanit.collector.enabled", false);
        properties.put("kanit.executor.enabled", false);
        properties.put("kanit.archiver.enabled", false);
        return properties;
    }
}
