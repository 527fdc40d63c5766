package dev.kanit.standalone.cli;

import dev.kanit.schemas.KafkaClientFile;
import dev.kanit.schemas.TopicWriter;
import dev.kanit.schemas.cluster.ClusterWish;
import dev.kanit.schemas.cluster.ServiceRights;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Which cluster, and how it should look. */
final class ClusterOptions {

    private static final int ANSWER_MILLIS = 20_000;

    @Option(
            names = "--bootstrap",
            required = true,
            paramLabel = "HOST:PORT",
            description = "Brokers of the cluster; several with commas.")
    private String bootstrap = "";

    @Option(
            names = "--partitions",
            description = "Of every topic. Default: what the existing ones have, else 4.")
    private @Nullable Integer partitions;

    @Option(
            names = "--replication",
            description = "Copies of each partition. Default: 3, or as many as there are brokers.")
    private @Nullable Integer replication;

    @Option(
            names = "--command-config",
            paramLabel = "FILE",
            description = "Client settings, for TLS and SASL; as Kafka's own tools take them.")
    private @Nullable Path commandConfig;

    @Option(names = "--acls", description = "The rights of the services, too.")
    private boolean acls;

    @Option(
            names = "--principal",
            paramLabel = "SERVICE=PRINCIPAL",
            description = "Another principal, for example signal-collector=User:CN=collector.")
    private Map<String, String> principals = new LinkedHashMap<>();

    @Option(
            names = "--trust",
            paramLabel = "PRINCIPAL",
            description = "Whose further rights are no surprise, for example User:admin.")
    private List<String> trusted = List.of();

    @Option(names = "--json", description = "One object instead of lines.")
    private boolean json;

    String bootstrap() {
        return bootstrap;
    }

    boolean json() {
        return json;
    }

    ClusterWish wish(CommandLine command) {
        try {
            return new ClusterWish(
                    number(partitions),
                    number(replication),
                    acls ? Optional.of(ServiceRights.of(services())) : Optional.empty(),
                    Set.copyOf(trusted));
        } catch (IllegalArgumentException wrong) {
            throw new ParameterException(command, "--" + wrong.getMessage(), wrong);
        }
    }

    Map<String, Object> clientSettings() throws IOException {
        Map<String, Object> settings = new HashMap<>();
        settings.put("request.timeout.ms", ANSWER_MILLIS);
        settings.put("default.api.timeout.ms", ANSWER_MILLIS);
        if (commandConfig != null) {
            settings.putAll(KafkaClientFile.read(commandConfig));
        }
        settings.put("bootstrap.servers", bootstrap);
        settings.put("enable.metrics.push", false);
        return settings;
    }

    private Map<TopicWriter, String> services() {
        Map<TopicWriter, String> named = new EnumMap<>(TopicWriter.class);
        principals.forEach((service, principal) -> named.put(service(service), principal));
        return named;
    }

    private static TopicWriter service(String name) {
        return Arrays.stream(TopicWriter.values())
                .filter(one -> one.principal().equals(name))
                .findFirst()
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "principal: "
                                                + name
                                                + " (expected: one of "
                                                + Arrays.stream(TopicWriter.values())
                                                        .map(TopicWriter::principal)
                                                        .collect(Collectors.joining(", "))
                                                + ")"));
    }

    private static OptionalInt number(@Nullable Integer value) {
        return value == null ? OptionalInt.empty() : OptionalInt.of(value);
    }
}
