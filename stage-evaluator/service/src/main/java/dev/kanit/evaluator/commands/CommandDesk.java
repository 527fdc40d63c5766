package dev.kanit.evaluator.commands;

import dev.kanit.codec.record.ProducerHeaders;
import dev.kanit.schemas.LateCodec;
import dev.kanit.schemas.RecordCodec;
import dev.kanit.schemas.RegistryException;
import dev.kanit.schemas.SchemaRegistryClient;
import dev.kanit.schemas.TopicCatalogue;
import dev.kanit.wire.RolloutCommand;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Takes commands: what it accepts is in the log, on every in-sync replica. Thread-safe. */
public final class CommandDesk implements AutoCloseable {

    private static final Duration TAKEN_WITHIN = Duration.ofSeconds(10);
    private static final int MAX_REQUEST_BYTES = 4 << 20;

    private final KafkaProducer<String, byte[]> producer;
    private final LateCodec<RolloutCommand> codec;
    private final ProducerHeaders headers =
            new ProducerHeaders("/kanit/command-api/" + UUID.randomUUID());

    private CommandDesk(KafkaProducer<String, byte[]> producer, LateCodec<RolloutCommand> codec) {
        this.producer = producer;
        this.codec = codec;
    }

    /**
     * Opens a desk.
     *
     * @param clientSettings bootstrap servers and security
     */
    public static CommandDesk open(
            Map<String, Object> clientSettings, SchemaRegistryClient registry) {
        Map<String, Object> settings = new HashMap<>(clientSettings);
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, MAX_REQUEST_BYTES);
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, (int) TAKEN_WITHIN.toMillis());
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, (int) TAKEN_WITHIN.toMillis());
        settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) TAKEN_WITHIN.toMillis() / 2);
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        settings.put(ProducerConfig.ENABLE_METRICS_PUSH_CONFIG, false);
        return new CommandDesk(
                new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer()),
                new LateCodec<>(RolloutCommand.class, registry));
    }

    /**
     * Writes a command and waits for the log to have it.
     *
     * @throws CommandNotTakenException when the log did not confirm it in time; it may or may not
     *     be there, and repeating it with the same id is safe
     */
    public void take(RolloutCommand command) {
        byte[] value = encoded(command);
        ProducerRecord<String, byte[]> record =
                new ProducerRecord<>(TopicCatalogue.COMMANDS, command.getRolloutId(), value);
        headers.next(
                        command.getRolloutId(),
                        value,
                        command.getCommandId(),
                        "dev.kanit.rollout.command.v1",
                        command.getIssuedAt())
                .stamp(record.headers());
        try {
            producer.send(record).get(TAKEN_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new CommandNotTakenException("interrupted while waiting for the log");
        } catch (ExecutionException | TimeoutException failed) {
            throw new CommandNotTakenException(
                    "the log did not confirm the command within "
                            + TAKEN_WITHIN.toSeconds()
                            + " s (expected: confirmed); repeat it with the same commandId");
        }
    }

    private byte[] encoded(RolloutCommand command) {
        try {
            RecordCodec<RolloutCommand> shared = codec.get();
            synchronized (shared) {
                return shared.encode(command);
            }
        } catch (RegistryException away) {
            throw new CommandNotTakenException(
                    "the command was not written: " + away.getMessage() + "; repeat it");
        }
    }

    @Override
    public void close() {
        producer.close(TAKEN_WITHIN);
    }
}
