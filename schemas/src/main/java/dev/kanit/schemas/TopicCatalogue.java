package dev.kanit.schemas;

import static dev.kanit.schemas.TopicWriter.COMMAND_API;
import static dev.kanit.schemas.TopicWriter.EVIDENCE_ARCHIVER;
import static dev.kanit.schemas.TopicWriter.ROLLBACK_EXECUTOR;
import static dev.kanit.schemas.TopicWriter.SIGNAL_COLLECTOR;
import static dev.kanit.schemas.TopicWriter.STAGE_EVALUATOR;
import static org.apache.kafka.common.record.TimestampType.CREATE_TIME;
import static org.apache.kafka.common.record.TimestampType.LOG_APPEND_TIME;

import dev.kanit.schemas.TopicSpec.Cleanup;
import dev.kanit.wire.ActionOutcome;
import dev.kanit.wire.AlertDelivery;
import dev.kanit.wire.CheckResult;
import dev.kanit.wire.ClockTick;
import dev.kanit.wire.RolloutAlert;
import dev.kanit.wire.RolloutCommand;
import dev.kanit.wire.RolloutDecision;
import dev.kanit.wire.SignalSnapshot;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.record.TimestampType;

/**
 * Every topic of Kanıt. All have the same number of partitions and, checkpoints aside, the same
 * key, so a rollout lives in one partition number everywhere.
 */
public final class TopicCatalogue {

    public static final String SIGNALS = "rollout.signals";
    public static final String COMMANDS = "rollout.commands";
    public static final String CHECKS = "rollout.checks";
    public static final String ACTIONS = "rollout.actions";
    public static final String DECISIONS = "rollout.decisions";
    public static final String ALERTS = "rollout.alerts";
    public static final String DELIVERIES = "rollout.deliveries";
    public static final String TICKS = "rollout.ticks";
    public static final String DEAD_LETTERS = "rollout.dead-letters";
    public static final String CHECKPOINTS = "evidence.checkpoints";

    /** Partitions of each topic, unless an installation chose another number for all of them. */
    public static final int DEFAULT_PARTITIONS = 4;

    private static final Duration RETENTION = Duration.ofDays(90);
    private static final int MESSAGE_BYTES = 1 << 20;

    /** A start command and a start decision carry the plan, which alone may have 1 MiB. */
    private static final int PLAN_MESSAGE_BYTES = 2 << 20;

    /** The largest original must fit together with its headers and the reason. */
    private static final int DEAD_LETTER_BYTES = 3 << 20;

    private static final List<TopicSpec> ALL =
            List.of(
                    topic(SIGNALS, "Readings of a rollout, taken at one time.", LOG_APPEND_TIME)
                            .of(SignalSnapshot.class, SIGNAL_COLLECTOR),
                    topic(COMMANDS, "What people and pipelines asked for.", LOG_APPEND_TIME)
                            .upTo(PLAN_MESSAGE_BYTES)
                            .of(RolloutCommand.class, COMMAND_API),
                    topic(CHECKS, "Outcomes of the plan's checks.", LOG_APPEND_TIME)
                            .of(CheckResult.class, SIGNAL_COLLECTOR),
                    topic(ACTIONS, "What was done to the target, step by step.", LOG_APPEND_TIME)
                            .of(ActionOutcome.class, ROLLBACK_EXECUTOR),
                    topic(DECISIONS, "What was decided, from which inputs.", CREATE_TIME)
                            .upTo(PLAN_MESSAGE_BYTES)
                            .of(RolloutDecision.class, STAGE_EVALUATOR),
                    topic(ALERTS, "What on-call must hear.", CREATE_TIME)
                            .of(RolloutAlert.class, STAGE_EVALUATOR),
                    topic(DELIVERIES, "Who was told of an alert, and whether.", CREATE_TIME)
                            .of(AlertDelivery.class, ROLLBACK_EXECUTOR),
                    topic(TICKS, "The evaluator's clock, as records.", LOG_APPEND_TIME)
                            .of(ClockTick.class, STAGE_EVALUATOR),
                    topic(DEAD_LETTERS, "Records nobody could read, untouched.", CREATE_TIME)
                            .upTo(DEAD_LETTER_BYTES)
                            .untyped(STAGE_EVALUATOR, ROLLBACK_EXECUTOR, EVIDENCE_ARCHIVER),
                    topic(CHECKPOINTS, "Signed heads of the evidence ledger.", CREATE_TIME)
                            .untyped(EVIDENCE_ARCHIVER));

    private TopicCatalogue() {}

    /** All topics, inputs first. */
    public static List<TopicSpec> all() {
        return ALL;
    }

    /**
     * The topic called {@code name}.
     *
     * @throws IllegalArgumentException when there is no such topic
     */
    public static TopicSpec named(String name) {
        return ALL.stream()
                .filter(topic -> topic.name().equals(name))
                .findFirst()
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "topic: " + name + " (expected: one of the catalogue)"));
    }

    /** Every record class that a topic carries, in the order of {@link #all()}. */
    public static List<Class<? extends SpecificRecord>> recordClasses() {
        List<Class<? extends SpecificRecord>> classes = new ArrayList<>();
        ALL.forEach(topic -> classes.addAll(topic.records()));
        return List.copyOf(classes);
    }

    private static Draft topic(String name, String doc, TimestampType timestampType) {
        return new Draft(name, doc, timestampType, MESSAGE_BYTES);
    }

    private record Draft(String name, String doc, TimestampType timestampType, int messageBytes) {

        Draft upTo(int bytes) {
            return new Draft(name, doc, timestampType, bytes);
        }

        TopicSpec of(Class<? extends SpecificRecord> record, TopicWriter writer) {
            return spec(List.of(record), Set.of(writer));
        }

        TopicSpec untyped(TopicWriter... writers) {
            return spec(List.of(), Set.of(writers));
        }

        private TopicSpec spec(
                List<Class<? extends SpecificRecord>> records, Set<TopicWriter> writers) {
            return new TopicSpec(
                    name,
                    doc,
                    Cleanup.DELETE,
                    RETENTION,
                    messageBytes,
                    timestampType,
                    writers,
                    records);
        }
    }
}
