package dev.kanit.standalone.platform;

import dev.kanit.codec.plan.PlanVariables;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Where the platform lives.
 *
 * @param directory for everything that outlives a restart
 * @param kafkaPort of the broker; 0 for a free one
 * @param registryPort of the schema registry; 0 for a free one
 * @param apiPort of the HTTP API; 0 for a free one
 * @param maxSegmentAge how long evidence may wait for its segment
 * @param environment values for {@code ${NAME}} in plans
 * @param users file of the people whom the API knows; without it the token opens everything
 */
public record PlatformOptions(
        Path directory,
        int kafkaPort,
        int registryPort,
        int apiPort,
        Duration maxSegmentAge,
        UnaryOperator<String> environment,
        Optional<Path> users) {

    /** The single operator's platform. */
    public PlatformOptions(
            Path directory,
            int kafkaPort,
            int registryPort,
            int apiPort,
            Duration maxSegmentAge,
            UnaryOperator<String> environment) {
        this(
                directory,
                kafkaPort,
                registryPort,
                apiPort,
                maxSegmentAge,
                environment,
                Optional.empty());
    }

    /** The same platform for the people of a file. */
    public PlatformOptions withUsers(Path file) {
        return new PlatformOptions(
                directory,
                kafkaPort,
                registryPort,
                apiPort,
                maxSegmentAge,
                environment,
                Optional.of(file));
    }

    /** What plans may read of this process's environment; the empty text for all else. */
    public static UnaryOperator<String> variables() {
        return name -> PlanVariables.of(System.getenv()).getOrDefault(name, "");
    }

    /** Free ports; evidence is on disk within half a second. */
    public static PlatformOptions in(Path directory) {
        return new PlatformOptions(directory, 0, 0, 0, Duration.ofMillis(500), variables());
    }
}
