package dev.kanit.evaluator.topology;

import dev.kanit.codec.plan.PlanReader;
import dev.kanit.codec.plan.PlanReading;
import dev.kanit.codec.record.CommandRecords;
import dev.kanit.codec.run.BuildIdentity;
import dev.kanit.codec.run.InputRecord;
import dev.kanit.codec.run.OutputRecord;
import dev.kanit.codec.run.RolloutRunner;
import dev.kanit.decision.measure.Measurements;
import dev.kanit.decision.rollout.Deadlines;
import dev.kanit.decision.rollout.RolloutInput;
import dev.kanit.decision.rule.Rulebook;
import dev.kanit.schemas.MalformedRecordException;
import dev.kanit.schemas.RolloutIds;
import dev.kanit.schemas.TopicCatalogue;
import dev.kanit.wire.CommandKind;
import dev.kanit.wire.RolloutCommand;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;

/**
 * Load, transition, store, forward. The clock is read in one place only, the punctuator, and what
 * it finds becomes a record before it means anything.
 */
final class RolloutProcessor extends ContextualProcessor<byte[], byte[], byte[], byte[]> {

    private static final Duration TICK_CHECK = Duration.ofMillis(100);

    private static final Duration METRIC_LOOK = Duration.ofSeconds(10);

    private static final Duration CLEAN_UP = Duration.ofHours(1);

    /** So long a closed rollout can still be read; its evidence stays in the archive. */
    private static final Duration CLOSED_RETENTION = Duration.ofDays(7);

    private static final Duration URGENT_COMMIT = Duration.ofMillis(15);

    private final CodecSource codecs;
    private final BuildIdentity identity;
    private final LeafHashes leaves = new LeafHashes();
    private final Rulebooks rulebooks = new Rulebooks();
    private @Nullable RolloutRunner runner;
    private @Nullable RolloutStores stores;
    private @Nullable Backlog backlog;
    private boolean urgent;

    RolloutProcessor(CodecSource codecs, BuildIdentity identity) {
        this.codecs = codecs;
        this.identity = identity;
    }

    /** Called again when a task is revived: everything in memory is then built anew. */
    @Override
    public void init(ProcessorContext<byte[], byte[]> context) {
        super.init(context);
        RolloutRunner opened = new RolloutRunner(codecs.forThisThread(), () -> identity);
        runner = opened;
        stores = new RolloutStores(context, rulebooks, opened.hasher());
        backlog = new Backlog(context.currentSystemTimeMs());
        context.schedule(
                CLEAN_UP,
                PunctuationType.WALL_CLOCK_TIME,
                now -> stores().forgetClosed(now - CLOSED_RETENTION.toMillis()));
        JudgeMetric judged = new JudgeMetric(context.metrics(), context.taskId().toString());
        context.schedule(
                METRIC_LOOK,
                PunctuationType.WALL_CLOCK_TIME,
                _ -> stores().running().forEach(one -> judged.look(one.state())));
        context.schedule(TICK_CHECK, PunctuationType.WALL_CLOCK_TIME, this::tickOverdue);
        context.schedule(
                URGENT_COMMIT, PunctuationType.WALL_CLOCK_TIME, _ -> commitDecisions(context));
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        RecordMetadata origin = context().recordMetadata().orElseThrow();
        backlog().consumed(record.timestamp());
        byte @Nullable [] key = record.key();
        byte @Nullable [] value = record.value();
        if (key == null || value == null) {
            reject(record, origin, "EMPTY", "key or value is missing (expected: both)");
            return;
        }
        String id = new String(key, StandardCharsets.UTF_8);
        @Nullable LiveRollout rollout = stores().find(id);
        InputRecord input =
                new InputRecord(
                        origin.topic(),
                        origin.partition(),
                        origin.offset(),
                        record.timestamp(),
                        value,
                        leaves.of(origin.offset(), record));
        try {
            if (rollout != null) {
                consume(rollout, input);
            } else if (stores().isForgotten(id)) {
                reject(record, origin, "ROLLOUT_CLOSED", "rollout " + id + " was over long ago");
            } else if (origin.topic().equals(TopicCatalogue.COMMANDS)) {
                start(id, record, origin, input);
            } else if (!runner().isRehearsal(input)) {
                reject(record, origin, "UNKNOWN_ROLLOUT", "rollout " + id + " was never started");
            }
        } catch (MalformedRecordException malformed) {
            reject(
                    record,
                    origin,
                    malformed.reason().name(),
                    String.valueOf(malformed.getMessage()));
            if (rollout != null) {
                Measurements before = rollout.state().measured();
                runner().unreadable(rollout.run(), input, this::say);
                stores().store(rollout, before);
            }
        }
    }

    private void consume(LiveRollout rollout, InputRecord input) {
        if (RolloutRunner.isPassedOver(rollout.run(), input.topic())) {
            return;
        }
        Measurements before = rollout.state().measured();
        Optional<RolloutInput> read = runner().accept(rollout.run(), input, this::say);
        stores().store(rollout, before);
        if (read.isPresent() && read.get() instanceof RolloutInput.SnapshotArrived) {
            // Only snapshots carry the deadlines: remarks of people must not put them off.
            rollout.heardFrom(context().currentSystemTimeMs());
        }
    }

    /** What was decided goes out, and does not wait for the commit interval. */
    private void say(OutputRecord one) {
        context().forward(CloudEventRecords.of(one), EvaluatorTopology.sinkOf(one.topic()));
        urgent = true;
    }

    private void start(
            String id, Record<byte[], byte[]> record, RecordMetadata origin, InputRecord input) {
        RolloutCommand command = runner().command(input, id);
        String text = command.getPlan() == null ? "" : command.getPlan();
        if (command.getKind() != CommandKind.START) {
            reject(record, origin, "UNKNOWN_ROLLOUT", "rollout " + id + " was never started");
            return;
        }
        if (!CommandRecords.mayStart(command)) {
            reject(record, origin, "NOT_PERMITTED", "START needs the role of an operator");
            return;
        }
        if (!RolloutIds.isValid(id)) {
            reject(record, origin, "INVALID_ID", "key (expected: " + RolloutIds.EXPECTED + ")");
            return;
        }
        Optional<String> wrong = rulebooks.knows(text) ? Optional.empty() : errors(text);
        if (wrong.isPresent()) {
            reject(record, origin, "INVALID_PLAN", wrong.get());
            return;
        }
        Rulebook rules = rulebooks.of(text);
        stores().create(
                        id,
                        text,
                        new LiveRollout(
                                runner().start(id, text, rules, command, input, this::say)));
    }

    /** What is wrong with a plan. A defect of our reader must not stop the rollouts beside it. */
    private static Optional<String> errors(String planText) {
        try {
            return PlanReader.read(planText) instanceof PlanReading.Rejected rejected
                    ? Optional.of(rejected.inFile("plan"))
                    : Optional.empty();
        } catch (RuntimeException defect) {
            return Optional.of("the plan reader failed on it: " + defect);
        }
    }

    /** Decisions do not wait for the commit interval; but a storm of them shares its commits. */
    private void commitDecisions(ProcessorContext<byte[], byte[]> context) {
        if (urgent) {
            urgent = false;
            context.commit();
        }
    }

    private void tickOverdue(long wallClockMillis) {
        if (backlog().isThere(wallClockMillis)) {
            return;
        }
        for (LiveRollout rollout : stores().running()) {
            if (rollout.isHeardFrom(wallClockMillis)) {
                continue;
            }
            OptionalLong deadline = Deadlines.next(rollout.state());
            if (deadline.isPresent()
                    && deadline.getAsLong() <= wallClockMillis
                    && !rollout.isTickedFor(deadline.getAsLong())) {
                say(runner().tick(rollout.run(), wallClockMillis, deadline.getAsLong()));
                stores().store(rollout, rollout.state().measured());
            }
        }
    }

    private void reject(
            Record<byte[], byte[]> record, RecordMetadata origin, String reason, String detail) {
        context()
                .forward(
                        DeadLetters.of(record, origin, reason, detail),
                        EvaluatorTopology.DEAD_LETTERS);
    }

    private RolloutRunner runner() {
        if (runner == null) {
            throw new IllegalStateException("process before init");
        }
        return runner;
    }

    private RolloutStores stores() {
        if (stores == null) {
            throw new IllegalStateException("process before init");
        }
        return stores;
    }

    private Backlog backlog() {
        if (backlog == null) {
            throw new IllegalStateException("process before init");
        }
        return backlog;
    }
}
