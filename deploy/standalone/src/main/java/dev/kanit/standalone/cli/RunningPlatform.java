package dev.kanit.standalone.cli;

import dev.kanit.schemas.RegistryException;
import dev.kanit.schemas.SchemaRegistryClient;
import dev.kanit.standalone.platform.Addresses;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.function.BiFunction;
import org.apache.kafka.common.KafkaException;

/** The log of a running {@code kanit up}, for commands that look into it. */
final class RunningPlatform {

    private static final Duration ANSWER = Duration.ofSeconds(3);

    private RunningPlatform() {}

    /**
     * What {@code work} makes of the client settings and the registry.
     *
     * @param data of the platform
     * @param failure what has not happened when the log is away
     * @throws IOException when the platform does not run, or its log does not answer
     */
    static <T> T ask(
            Path data,
            String failure,
            BiFunction<Map<String, Object>, SchemaRegistryClient, T> work)
            throws IOException {
        Addresses platform = Addresses.in(data);
        Map<String, Object> clients =
                Map.of(
                        "bootstrap.servers",
                        platform.bootstrapServers(),
                        "enable.metrics.push",
                        false);
        try (SchemaRegistryClient registry =
                new SchemaRegistryClient(platform.registry(), ANSWER)) {
            return work.apply(clients, registry);
        } catch (KafkaException | RegistryException away) {
            throw new IOException(
                    failure
                            + ": "
                            + away.getMessage()
                            + " (expected: a running `kanit up` with "
                            + data
                            + ")",
                    away);
        }
    }
}
