package dev.kanit.collector.wiring;

import dev.kanit.codec.plan.PlanFile;
import dev.kanit.codec.plan.PlanReading;
import dev.kanit.codec.plan.PlanVariables;
import dev.kanit.collector.check.run.CheckAccess;
import dev.kanit.collector.push.BearerToken;
import dev.kanit.collector.round.SnapshotSink;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Context;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Property;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.net.URI;

/**
 * The collector as a bean. Properties: {@code kanit.collector.enabled} (true), those of {@link
 * KafkaConnection}, {@code kanit.registry.url}, {@code kanit.collector.group-id}, {@code
 * kanit.collector.instance}, {@code kanit.collector.push-token} (without it, nothing is taken over
 * HTTP).
 */
@Factory
final class CollectorFactory {

    static final String ENABLED = "kanit.collector.enabled";
    static final String PUSH_TOKEN = "kanit.collector.push-token";

    @Context
    @Bean(preDestroy = "close")
    @Requires(property = ENABLED, value = "true", defaultValue = "true")
    SignalCollector collector(
            KafkaConnection kafka,
            @Property(name = "kanit.registry.url") URI registry,
            @Property(
                            name = "kanit.collector.group-id",
                            defaultValue = SignalCollectorConfig.DEFAULT_GROUP)
                    String groupId,
            @Property(name = "kanit.collector.instance", defaultValue = "local") String instance,
            PlanReader plans) {
        return SignalCollector.start(
                new SignalCollectorConfig(
                        kafka.settings(),
                        registry,
                        groupId,
                        instance,
                        PlanVariables.of(System.getenv()),
                        plans,
                        CheckAccess.of(System.getenv())));
    }

    @Singleton
    @Requires(property = ENABLED, value = "true", defaultValue = "true")
    SnapshotSink sink(SignalCollector collector) {
        return collector.sink();
    }

    @Singleton
    @Requires(missingBeans = PlanReader.class)
    PlanReader plans() {
        return text ->
                switch (dev.kanit.codec.plan.PlanReader.read(text)) {
                    case PlanReading.Accepted(PlanFile file) -> file.collection();
                    case PlanReading.Rejected rejected ->
                            throw new IllegalArgumentException(rejected.inFile("plan"));
                };
    }

    @Singleton
    @Requires(property = PUSH_TOKEN)
    BearerToken pushToken(@Property(name = PUSH_TOKEN) String token) {
        return new BearerToken(token);
    }
}
