package dev.kanit.collector.wiring;

import dev.kanit.codec.plan.CollectionPlan;
import dev.kanit.collector.check.run.CheckAccess;
import java.net.URI;
import java.util.Map;
import java.util.function.Function;

/**
 * What a collector needs to know.
 *
 * @param kafka bootstrap servers and security, as Kafka's clients spell them
 * @param registry address of the schema registry
 * @param groupId instances with the same group share the rollouts
 * @param instance this instance's name, for example the host's; 1 to 100 characters
 * @param environment values for {@code ${NAME}} in plans
 * @param plans reads a plan's text; may throw on a text that is no plan
 * @param checks what the operator opens to checks
 */
public record SignalCollectorConfig(
        Map<String, Object> kafka,
        URI registry,
        String groupId,
        String instance,
        Map<String, String> environment,
        Function<String, CollectionPlan> plans,
        CheckAccess checks) {

    public static final String DEFAULT_GROUP = "kanit-signal-collector";

    public SignalCollectorConfig {
        kafka = Map.copyOf(kafka);
        environment = Map.copyOf(environment);
        if (!kafka.containsKey("bootstrap.servers")) {
            throw new IllegalArgumentException(
                    "kafka: no bootstrap.servers (expected: host:port[,host:port])");
        }
        if (groupId.isBlank()) {
            throw new IllegalArgumentException("groupId: '' (expected: a consumer group)");
        }
        if (instance.isBlank() || instance.length() > 100) {
            throw new IllegalArgumentException(
                    "instance: '" + instance + "' (expected: 1 to 100 characters)");
        }
    }

    /** Prints no value that may be secret. */
    @Override
    public String toString() {
        return "SignalCollectorConfig[kafka="
                + kafka.get("bootstrap.servers")
                + ", groupId="
                + groupId
                + ", instance="
                + instance
                + "]";
    }
}
