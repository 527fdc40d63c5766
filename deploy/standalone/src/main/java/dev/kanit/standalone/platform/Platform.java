package dev.kanit.standalone.platform;

import dev.kanit.archiver.ArchiverSettings;
import dev.kanit.archiver.EvidenceArchiver;
import dev.kanit.codec.plan.CollectionPlan;
import dev.kanit.codec.plan.PlanVariables;
import dev.kanit.collector.check.run.CheckAccess;
import dev.kanit.collector.wiring.SignalCollector;
import dev.kanit.collector.wiring.SignalCollectorConfig;
import dev.kanit.embedded.EmbeddedKafka;
import dev.kanit.embedded.EmbeddedKafkaOptions;
import dev.kanit.embedded.EmbeddedRegistry;
import dev.kanit.evaluator.api.ApiToken;
import dev.kanit.evaluator.api.DecisionStream;
import dev.kanit.evaluator.commands.CommandDesk;
import dev.kanit.evaluator.people.Door;
import dev.kanit.evaluator.people.InstallationDoor;
import dev.kanit.evaluator.people.jwt.JwtDoor;
import dev.kanit.evaluator.people.jwt.JwtSettings;
import dev.kanit.evaluator.people.users.UsersDoor;
import dev.kanit.evaluator.people.users.UsersFile;
import dev.kanit.evaluator.streams.EvaluatorSettings;
import dev.kanit.evaluator.streams.StageEvaluator;
import dev.kanit.executor.ExecutorSettings;
import dev.kanit.executor.RollbackExecutor;
import dev.kanit.executor.actuator.Actuators;
import dev.kanit.executor.command.CommandActuatorKind;
import dev.kanit.executor.flag.FlagActuatorKind;
import dev.kanit.executor.http.HttpActuatorKind;
import dev.kanit.executor.run.Patience;
import dev.kanit.executor.telling.Channels;
import dev.kanit.schemas.SchemaRegistration;
import dev.kanit.schemas.SchemaRegistryClient;
import dev.kanit.schemas.TopicAdministration;
import dev.kanit.schemas.TopicCatalogue;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;

/** Everything in one JVM, on loopback only. Closing stops it in the reverse order. */
public final class Platform implements AutoCloseable {

    private static final Duration REGISTRY_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration RUNNING_WITHIN = Duration.ofSeconds(60);
    private static final Duration ACTUATOR_ANSWER = Duration.ofSeconds(3);

    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private final PlatformOptions options;
    private final EmbeddedKafka kafka;
    private final EmbeddedRegistry registry;
    private final SchemaRegistryClient client;
    private final ApiServer api;

    private Platform(PlatformOptions options, Consumer<String> progress)
            throws IOException, InterruptedException {
        this.options = options;
        createDirectory(options.directory());
        try {
            progress.accept("Kafka");
            kafka =
                    owned(
                            EmbeddedKafka.start(
                                    new EmbeddedKafkaOptions(
                                            options.directory().resolve("kafka"),
                                            1,
                                            options.kafkaPort())));
            progress.accept("schema registry");
            registry =
                    owned(EmbeddedRegistry.start(kafka.bootstrapServers(), options.registryPort()));
            client = owned(new SchemaRegistryClient(registry.uri(), REGISTRY_TIMEOUT));
            SchemaRegistration.registerAll(client);
            try (Admin admin = Admin.create(clientSettings())) {
                TopicAdministration.ensureTopics(
                        admin, TopicCatalogue.DEFAULT_PARTITIONS, (short) 1);
            }
            new Addresses(kafka.bootstrapServers(), registry.uri()).write(options.directory());
            api = startServices(progress);
        } catch (RuntimeException | IOException | InterruptedException failed) {
            close();
            throw failed;
        }
    }

    /**
     * Starts everything and waits until the evaluator decides.
     *
     * @throws dev.kanit.embedded.EmbeddedStartException in one sentence, for a busy port or an
     *     unusable directory
     */
    public static Platform start(PlatformOptions options, Consumer<String> progress)
            throws IOException, InterruptedException {
        return new Platform(options, progress);
    }

    public String bootstrapServers() {
        return kafka.bootstrapServers();
    }

    public URI registryUri() {
        return registry.uri();
    }

    public SchemaRegistryClient registry() {
        return client;
    }

    /** Where the HTTP API listens. */
    public URI apiUri() {
        return api.uri();
    }

    /** The file that holds the API's token, readable by its owner only. */
    public Path tokenFile() {
        return options.directory().resolve("token");
    }

    /** Where the archiver keeps its evidence. */
    public Path evidenceDirectory() {
        return options.directory().resolve("evidence");
    }

    /** Settings for a Kafka client of this cluster. */
    public Map<String, Object> clientSettings() {
        Map<String, Object> settings = new HashMap<>();
        settings.put("bootstrap.servers", kafka.bootstrapServers());
        settings.put("enable.metrics.push", false);
        return settings;
    }

    @Override
    public void close() {
        while (!parts.isEmpty()) {
            try {
                parts.pop().close();
            } catch (Exception ignored) {
                // One part that fails to stop must not keep the others running.
            }
        }
    }

    private ApiServer startServices(Consumer<String> progress)
            throws IOException, InterruptedException {
        progress.accept("stage-evaluator");
        StageEvaluator evaluator =
                owned(
                        StageEvaluator.start(
                                EvaluatorSettings.local(
                                        kafka.bootstrapServers(),
                                        registry.uri(),
                                        options.directory().resolve("evaluator"))));
        progress.accept("rollback-executor");
        HttpActuatorKind http = owned(new HttpActuatorKind(options.environment(), ACTUATOR_ANSWER));
        FlagActuatorKind flag =
                owned(
                        new FlagActuatorKind(
                                options.environment(), ACTUATOR_ANSWER, InstantSource.system()));
        CommandActuatorKind command = owned(CommandActuatorKind.ofThisProcess());
        Channels channels = owned(new Channels(options.telling(), InstantSource.system()));
        owned(
                RollbackExecutor.start(
                        new ExecutorSettings(
                                        clientSettings(), "rollback-executor/local", Patience.USUAL)
                                .warmedUp(),
                        client,
                        Actuators.of(KubernetesAccess.kinds(), http, flag, command),
                        channels));
        progress.accept("evidence-archiver");
        owned(
                EvidenceArchiver.start(
                        new ArchiverSettings(
                                clientSettings(), evidenceDirectory(), options.maxSegmentAge()),
                        client,
                        PlanViews::report));
        progress.accept("signal-collector");
        SignalCollector collector =
                owned(
                        SignalCollector.start(
                                new SignalCollectorConfig(
                                        clientSettings(),
                                        registry.uri(),
                                        SignalCollectorConfig.DEFAULT_GROUP,
                                        "local",
                                        PlanVariables.of(System.getenv()),
                                        Platform::collection,
                                        CheckAccess.of(System.getenv()))));
        if (!evaluator.awaitRunning(RUNNING_WITHIN)) {
            throw new IOException(
                    "the evaluator has no partitions after "
                            + RUNNING_WITHIN.toSeconds()
                            + " s (expected: running)");
        }
        progress.accept("HTTP API");
        CommandDesk desk = owned(CommandDesk.open(clientSettings(), client));
        return owned(
                ApiServer.start(
                        options.apiPort(),
                        new ApiServer.Parts(
                                evaluator,
                                collector,
                                desk,
                                new DecisionStream(clientSettings(), client),
                                ApiToken.in(tokenFile()),
                                door())));
    }

    private Door door() throws IOException {
        if (options.people().isEmpty()) {
            return new InstallationDoor(ApiToken.in(tokenFile()).secret());
        }
        return switch (options.people().get()) {
            case PlatformOptions.People.Listed(Path file) -> UsersDoor.of(new UsersFile(file));
            case PlatformOptions.People.Signed(JwtSettings settings) ->
                    owned(new JwtDoor(settings, InstantSource.system()));
        };
    }

    private static void createDirectory(Path directory) throws IOException {
        try {
            Files.createDirectories(directory);
        } catch (IOException unusable) {
            throw new IOException(
                    directory + " cannot be used (expected: a writable directory)", unusable);
        }
    }

    private static CollectionPlan collection(String planText) {
        return PlanViews.parse(planText).collection();
    }

    private <T extends AutoCloseable> T owned(T part) {
        parts.push(part);
        return part;
    }
}
