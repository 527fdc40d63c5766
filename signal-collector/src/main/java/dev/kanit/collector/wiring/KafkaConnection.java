package dev.kanit.collector.wiring;

import io.micronaut.context.annotation.Property;
import io.micronaut.core.convert.format.MapFormat;
import io.micronaut.core.naming.conventions.StringConvention;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How Kafka is reached: {@code kanit.kafka.bootstrap-servers}, and under {@code kanit.kafka.client}
 * whatever else a client needs, as Kafka spells it.
 */
@Singleton
final class KafkaConnection {

    private final Map<String, Object> settings;

    KafkaConnection(
            @Property(name = "kanit.kafka.bootstrap-servers") String bootstrapServers,
            @Property(name = "kanit.kafka.client")
                    @MapFormat(
                            transformation = MapFormat.MapTransformation.FLAT,
                            keyFormat = StringConvention.RAW)
                    @Nullable Map<String, Object> client) {
        Map<String, Object> all = new HashMap<>(client == null ? Map.of() : client);
        all.put("bootstrap.servers", bootstrapServers);
        settings = Map.copyOf(all);
    }

    /** Settings of a Kafka client. */
    Map<String, Object> settings() {
        return settings;
    }
}
