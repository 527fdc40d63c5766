package dev.kanit.collector.wiring;

import dev.kanit.codec.plan.PlanVariables;
import dev.kanit.collector.push.BearerToken;
import dev.kanit.collector.round.SnapshotSink;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Context;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Property;
import io.micronaut.context.annotation.Requires;
import io.micronaut.core.convert.format.MapFormat;
import io.micronaut.core.naming.conventions.StringConvention;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.Map;

/**
 * The collector as a bean. Properties: {@code kanit.collector.enabled} (true), {@code
 * kanit.kafka.*} (as Kafka spells them), {@code kanit.registry.url}, {@code
 * kanit.collector.group-id}, {@code kanit.collector.instance}, {@code kanit.collector.push-token}
 * (without it, nothing is taken over HTTP). Needs a {@link PlanReader} in the context.
 */
@Factory
final class CollectorFactory {

    static final String ENABLED = "kanit.collector.enabled";
    static final String PUSH_TOKEN = "kanit.collector.push-token";

    @Context
    @Bean(preDestroy = "close")
    @Requires(property = ENABLED, value = "true", defaultValue = "true")
    SignalCollector collector(
            @Property(name = "kanit.kafka")
                    @MapFormat(
                            transformation = MapFormat.MapTransformation.FLAT,
                            keyFormat = StringConvention.RAW)
                    Map<String, Object> kafka,
            @Property(name = "kanit.registry.url") URI registry,
            @Property(
                            name = "kanit.collector.group-id",
                            defaultValue = SignalCollectorConfig.DEFAULT_GROUP)
                    String groupId,
            @Property(name = "kanit.collector.instance", defaultValue = "local") String instance,
            PlanReader plans) {
        return SignalCollector.start(
                new SignalCollectorConfig(
                        kafka,
                        registry,
                        groupId,
                        instance,
                        PlanVariables.of(System.getenv()),
                        plans));
    }

    @Singleton
    @Requires(property = ENABLED, value = "true", defaultValue = "true")
    SnapshotSink sink(SignalCollector collector) {
        return collector.sink();
    }

    @Singleton
    @Requires(property = PUSH_TOKEN)
    BearerToken pushToken(@Property(name = PUSH_TOKEN) String token) {
        return new BearerToken(token);
    }
}
