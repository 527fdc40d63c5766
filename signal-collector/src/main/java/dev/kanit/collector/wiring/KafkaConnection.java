package dev.kanit.collector.wiring;

import dev.kanit.schemas.KafkaClientFile;
import io.micronaut.context.annotation.Property;
import io.micronaut.core.convert.format.MapFormat;
import io.micronaut.core.naming.conventions.StringConvention;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How Kafka is reached: {@code kanit.kafka.bootstrap-servers}, and whatever else a client needs, as
 * Kafka spells it: in the file that {@code kanit.kafka.client-file} names, and under {@code
 * kanit.kafka.client}, which wins.
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
                    @Nullable Map<String, Object> client,
            @Property(name = "kanit.kafka.client-file", defaultValue = "") String clientFile)
            throws IOException {
        Map<String, Object> all = new HashMap<>();
        if (!clientFile.isBlank()) {
            all.putAll(KafkaClientFile.read(Path.of(clientFile)));
        }
        if (client != null) {
            all.putAll(client);
        }
        all.put("bootstrap.servers", bootstrapServers);
        settings = Map.copyOf(all);
    }

    /** Settings of a Kafka client. */
    Map<String, Object> settings() {
        return settings;
    }
}
