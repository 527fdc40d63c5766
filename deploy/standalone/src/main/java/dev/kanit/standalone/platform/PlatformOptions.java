package dev.kanit.standalone.platform;

import dev.kanit.codec.plan.PlanVariables;
import dev.kanit.evaluator.people.jwt.JwtSettings;
import dev.kanit.executor.telling.NotifySettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
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
 * @param telling how people are told, where a plan says whom
 * @param people whom the API knows, and how; without them the token opens everything
 */
public record PlatformOptions(
        Path directory,
        int kafkaPort,
        int registryPort,
        int apiPort,
        Duration maxSegmentAge,
        UnaryOperator<String> environment,
        NotifySettings telling,
        Optional<People> people) {

    /** How the API knows people. */
    public sealed interface People {

        /** By a users file. */
        record Listed(Path file) implements People {}

        /** By signed tokens of an identity provider. */
        record Signed(JwtSettings settings) implements People {}
    }

    /** The same platform for the people of a file. */
    public PlatformOptions withUsers(Path file) {
        return withPeople(new People.Listed(file));
    }

    /** The same platform for these people. */
    public PlatformOptions withPeople(People known) {
        return new PlatformOptions(
                directory,
                kafkaPort,
                registryPort,
                apiPort,
                maxSegmentAge,
                environment,
                telling,
                Optional.of(known));
    }

    /** What plans may read of this process's environment; the empty text for all else. */
    public static UnaryOperator<String> variables() {
        return name -> PlanVariables.of(System.getenv()).getOrDefault(name, "");
    }

    /** Told as {@link #notifications()} says. */
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
                notifications(),
                Optional.empty());
    }

    /** Without a link; references are open that {@code KANIT_NOTIFY_VARIABLES} names. */
    public static NotifySettings notifications() {
        return NotifySettings.of(System.getenv());
    }

    /** These options, but people are told as {@code other} says. */
    public PlatformOptions telling(NotifySettings other) {
        return new PlatformOptions(
                directory,
                kafkaPort,
                registryPort,
                apiPort,
                maxSegmentAge,
                environment,
                other,
                people);
    }

    /** Free ports; evidence is on disk within half a second. */
    public static PlatformOptions in(Path directory) {
        return new PlatformOptions(directory, 0, 0, 0, Duration.ofMillis(500), variables());
    }

    /** The same, and {@code more} values for plans, which come before the environment's. */
    public PlatformOptions knowing(Map<String, String> more) {
        return new PlatformOptions(
                directory,
                kafkaPort,
                registryPort,
                apiPort,
                maxSegmentAge,
                name -> more.containsKey(name) ? more.get(name) : environment.apply(name),
                telling,
                people);
    }
}
