package dev.kanit.evaluator.wiring;

import dev.kanit.evaluator.api.ApiToken;
import dev.kanit.evaluator.api.DecisionStream;
import dev.kanit.evaluator.commands.CommandDesk;
import dev.kanit.evaluator.query.RolloutQueries;
import dev.kanit.evaluator.streams.EvaluatorSettings;
import dev.kanit.evaluator.streams.StageEvaluator;
import dev.kanit.schemas.SchemaRegistryClient;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Context;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Property;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The evaluator as beans. Properties: {@code kanit.evaluator.enabled} (true), those of {@link
 * KafkaConnection}, {@code kanit.registry.url}, {@code kanit.evaluator.state-directory}, {@code
 * kanit.evaluator.threads}, {@code kanit.evaluator.replication}, {@code kanit.evaluator.standbys},
 * {@code kanit.evaluator.application-server}, {@code kanit.evaluator.token-file}.
 */
@Factory
@Requires(property = "kanit.evaluator.enabled", value = "true", defaultValue = "true")
final class EvaluatorFactory {

    private static final Duration REGISTRY_TIMEOUT = Duration.ofSeconds(5);

    @Context
    @Bean(preDestroy = "close")
    StageEvaluator evaluator(
            KafkaConnection kafka,
            @Property(name = "kanit.registry.url") URI registry,
            @Property(name = "kanit.evaluator.state-directory") Path state,
            @Property(name = "kanit.evaluator.threads", defaultValue = "1") int threads,
            @Property(name = "kanit.evaluator.replication", defaultValue = "1") int replication,
            @Property(name = "kanit.evaluator.standbys", defaultValue = "0") int standbys,
            @Property(name = "kanit.evaluator.application-server", defaultValue = "")
                    String server) {
        return StageEvaluator.start(
                new EvaluatorSettings(
                        String.valueOf(kafka.settings().get("bootstrap.servers")),
                        registry,
                        state,
                        threads,
                        replication,
                        standbys,
                        Optional.of(server).filter(one -> !one.isBlank()),
                        EvaluatorSettings.DEFAULT_COMMIT_INTERVAL,
                        texts(kafka.settings())));
    }

    @Singleton
    RolloutQueries queries(
            StageEvaluator evaluator,
            @Property(name = "kanit.evaluator.application-server", defaultValue = "")
                    String server) {
        return new RolloutQueries(evaluator, server);
    }

    @Singleton
    @Bean(preDestroy = "close")
    SchemaRegistryClient registry(@Property(name = "kanit.registry.url") URI registry) {
        return new SchemaRegistryClient(registry, REGISTRY_TIMEOUT);
    }

    @Singleton
    @Bean(preDestroy = "close")
    CommandDesk desk(KafkaConnection kafka, SchemaRegistryClient registry) {
        return CommandDesk.open(kafka.commandSettings(), registry);
    }

    @Singleton
    DecisionStream decisions(KafkaConnection kafka, SchemaRegistryClient registry) {
        return new DecisionStream(kafka.settings(), registry);
    }

    /** At once: a token that cannot be read is told at the start, not to the first caller. */
    @Context
    ApiToken token(@Property(name = "kanit.evaluator.token-file") Path file) throws IOException {
        return ApiToken.in(file);
    }

    private static Map<String, String> texts(Map<String, Object> settings) {
        Map<String, String> texts = new TreeMap<>();
        settings.forEach((key, value) -> texts.put(key, String.valueOf(value)));
        return texts;
    }
}
