package dev.kanit.executor.wiring;

import dev.kanit.executor.ExecutorSettings;
import dev.kanit.executor.KubernetesKinds;
import dev.kanit.executor.RollbackExecutor;
import dev.kanit.executor.actuator.Actuators;
import dev.kanit.executor.channel.References;
import dev.kanit.executor.command.CommandActuatorKind;
import dev.kanit.executor.flag.FlagActuatorKind;
import dev.kanit.executor.http.HttpActuatorKind;
import dev.kanit.executor.kubernetes.Cluster;
import dev.kanit.executor.log.ExecutorCounters;
import dev.kanit.executor.log.FollowerHealth;
import dev.kanit.executor.outbox.DeliveryCounters;
import dev.kanit.executor.run.Patience;
import dev.kanit.executor.telling.Channels;
import dev.kanit.executor.telling.NotifySettings;
import dev.kanit.schemas.SchemaRegistryClient;
import io.kubernetes.client.openapi.ApiClient;
import io.micronaut.context.BeanProvider;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Context;
import io.micronaut.context.annotation.Requires;
import io.micronaut.context.annotation.Value;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/** The executor with what it owns, started and ended with the application. */
@Context
@Bean(preDestroy = "close")
@Requires(property = "kanit.executor.enabled", notEquals = "false", defaultValue = "true")
@Requires(property = "kanit.kafka.bootstrap-servers")
@Requires(property = "kanit.registry.url")
final class RunningExecutor implements AutoCloseable {

    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(5);

    private static final Path ACCOUNT_TOKEN =
            Path.of("/var/run/secrets/kubernetes.io/serviceaccount/token");

    private final SchemaRegistryClient registry;
    private final HttpActuatorKind http;
    private final FlagActuatorKind flag;
    private final CommandActuatorKind command;
    private final Channels channels;
    private final RollbackExecutor executor;

    RunningExecutor(
            KafkaConnection kafka,
            @Value("${kanit.registry.url}") String registryUrl,
            @Value("${kanit.executor.name:rollback-executor}") String name,
            @Value("${kanit.executor.notify.link:}") String link,
            BeanProvider<ApiClient> kubernetes) {
        registry = new SchemaRegistryClient(URI.create(registryUrl), ANSWER_WITHIN);
        http = new HttpActuatorKind(RunningExecutor::variable, ANSWER_WITHIN);
        flag =
                new FlagActuatorKind(
                        RunningExecutor::variable, ANSWER_WITHIN, InstantSource.system());
        command = CommandActuatorKind.ofThisProcess();
        channels =
                new Channels(
                        NotifySettings.usual(References.allowed(System.getenv()), link),
                        InstantSource.system());
        executor =
                RollbackExecutor.start(
                        new ExecutorSettings(kafka.settings(), name, Patience.USUAL).warmedUp(),
                        registry,
                        Actuators.of(KubernetesKinds.in(cluster(kubernetes)), http, flag, command),
                        channels);
    }

    /** In a pod that has an account there is a cluster; elsewhere the first order finds out. */
    private static Cluster cluster(BeanProvider<ApiClient> kubernetes) {
        boolean isInPod =
                System.getenv().containsKey("KUBERNETES_SERVICE_HOST")
                        && Files.isReadable(ACCOUNT_TOKEN);
        return isInPod ? Cluster.known(kubernetes::get) : new Cluster(kubernetes::get);
    }

    /** Only what the operator opens to plans by KANIT_PLAN_VARIABLES: a plan chooses the host. */
    private static String variable(String name) {
        boolean isOpen =
                List.of(System.getenv().getOrDefault("KANIT_PLAN_VARIABLES", "").split(","))
                        .contains(name);
        return isOpen ? System.getenv().getOrDefault(name, "") : "";
    }

    FollowerHealth health() {
        return executor.health();
    }

    ExecutorCounters counters() {
        return executor.counters();
    }

    FollowerHealth notificationHealth() {
        return executor.notificationHealth().orElseThrow();
    }

    DeliveryCounters deliveries() {
        return executor.deliveries().orElseThrow();
    }

    @Override
    public void close() {
        executor.close();
        channels.close();
        http.close();
        flag.close();
        command.close();
        registry.close();
    }
}
