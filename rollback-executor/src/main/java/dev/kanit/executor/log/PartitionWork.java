package dev.kanit.executor.log;

import dev.kanit.executor.log.OrderReading.Nothing;
import dev.kanit.executor.log.OrderReading.Ordered;
import dev.kanit.executor.log.OrderReading.Senseless;
import dev.kanit.executor.run.ActionDesk;
import dev.kanit.schemas.MalformedRecordException;
import dev.kanit.schemas.RecordCodec;
import dev.kanit.wire.RolloutDecision;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** One partition's decisions on their way to its desk. */
final class PartitionWork {

    private static final String SENSELESS_ORDER = "SENSELESS_ORDER";

    private final ActionDesk desk;
    private final DeadLetters deadLetters;
    private final CompletableFuture<Void> abandoned;
    private final OpenOffsets offsets = new OpenOffsets();

    PartitionWork(ActionDesk desk, DeadLetters deadLetters, CompletableFuture<Void> abandoned) {
        this.desk = desk;
        this.deadLetters = deadLetters;
        this.abandoned = abandoned;
    }

    private record Read(long offset, OrderReading reading) {}

    /**
     * Hands the orders in {@code records} to the desk. All generations are made known first, so
     * that an order that is already overtaken within the same batch is not begun.
     *
     * @throws dev.kanit.schemas.RegistryUnavailableException when a schema could not be fetched;
     *     nothing of the batch has been taken then
     */
    void take(List<ConsumerRecord<String, byte[]>> records, RecordCodec<RolloutDecision> codec) {
        List<Read> all = new ArrayList<>(records.size());
        for (ConsumerRecord<String, byte[]> record : records) {
            all.add(new Read(record.offset(), read(record, codec)));
        }
        for (Read read : all) {
            if (read.reading() instanceof Ordered(var order)) {
                offsets.open(read.offset());
                desk.take(order, () -> offsets.close(read.offset()));
            }
        }
        offsets.readUpTo(records.getLast().offset() + 1);
    }

    OpenOffsets offsets() {
        return offsets;
    }

    void abandon() {
        desk.abandon();
        abandoned.complete(null);
    }

    private OrderReading read(
            ConsumerRecord<String, byte[]> record, RecordCodec<RolloutDecision> codec) {
        try {
            if (record.value() == null) {
                throw new MalformedRecordException(
                        MalformedRecordException.Reason.TRUNCATED, "value: none (expected: bytes)");
            }
            RolloutDecision decision = codec.decode(record.value());
            desk.note(decision.getRolloutId(), decision.getGeneration());
            OrderReading reading = OrderReading.of(decision);
            if (reading instanceof Senseless(String why)) {
                deadLetters.bury(record, SENSELESS_ORDER, why);
            }
            return reading;
        } catch (MalformedRecordException malformed) {
            deadLetters.bury(
                    record, malformed.reason().name(), String.valueOf(malformed.getMessage()));
            return new Nothing();
        }
    }
}
