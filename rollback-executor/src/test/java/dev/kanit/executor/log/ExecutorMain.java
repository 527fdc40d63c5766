package dev.kanit.executor.log;

import dev.kanit.executor.ExecutorSettings;
import dev.kanit.executor.RollbackExecutor;
import dev.kanit.executor.actuator.Actuators;
import dev.kanit.executor.http.HttpActuatorKind;
import dev.kanit.executor.run.Patience;
import dev.kanit.schemas.SchemaRegistryClient;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/** An executor in a JVM of its own, so that it can be killed without a word. */
public final class ExecutorMain {

    private static final Duration ANSWER = Duration.ofSeconds(60);

    private ExecutorMain() {}

    /** Arguments: bootstrap servers, registry, name. */
    public static void main(String[] arguments) throws InterruptedException {
        Map<String, Object> clients =
                Map.of(
                        "bootstrap.servers",
                        arguments[0],
                        "enable.metrics.push",
                        false,
                        "session.timeout.ms",
                        3_000,
                        "heartbeat.interval.ms",
                        300);
        try (SchemaRegistryClient registry =
                        new SchemaRegistryClient(URI.create(arguments[1]), ANSWER);
                HttpActuatorKind http = new HttpActuatorKind(_ -> "", ANSWER);
                RollbackExecutor _ =
                        RollbackExecutor.start(
                                new ExecutorSettings(clients, arguments[2], Patience.USUAL),
                                registry,
                                Actuators.of(http))) {
            new CountDownLatch(1).await();
        }
    }
}
