package dev.kanit.evaluator.topology;

import dev.kanit.codec.plan.PlanReader;
import dev.kanit.codec.plan.PlanReading;
import dev.kanit.codec.record.CommandRecords;
import dev.kanit.decision.measure.Ring;
import dev.kanit.decision.rollout.Deadlines;
import dev.kanit.decision.rollout.OnCall;
import dev.kanit.decision.rollout.Phase;
import dev.kanit.decision.rollout.RolloutDecider;
import dev.kanit.decision.rollout.RolloutInput;
import dev.kanit.decision.rollout.RolloutInput.InputUnreadable;
import dev.kanit.decision.rollout.RolloutState;
import dev.kanit.decision.rollout.Transition;
import dev.kanit.decision.rule.Rulebook;
import dev.kanit.schemas.MalformedRecordException;
import dev.kanit.schemas.RolloutIds;
import dev.kanit.schemas.TopicCatalogue;
import dev.kanit.wire.CommandKind;
import dev.kanit.wire.RolloutCommand;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
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

    private static final Duration CLEAN_UP = Duration.ofHours(1);

    /** So long a closed rollout can still be read; its evidence stays in the archive. */
    private static final Duration CLOSED_RETENTION = Duration.ofDays(7);

    private static final Duration URGENT_COMMIT = Duration.ofMillis(15);

    private final CodecSource source;
    private final BuildIdentity identity;
    private final Rulebooks rulebooks = new Rulebooks();
    private final MessageDigest sha256;
    private @Nullable RolloutStores stores;
    private @Nullable Publisher publisher;
    private @Nullable Backlog backlog;
    private @Nullable InputReader inputs;
    private boolean urgent;

    RolloutProcessor(CodecSource source, BuildIdentity identity) {
        this.source = source;
        this.identity = identity;
        try {
            this.sha256 = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("every JDK has SHA-256", missing);
        }
    }

    /** Called again when a task is revived: everything in memory is then built anew. */
    @Override
    public void init(ProcessorContext<byte[], byte[]> context) {
        super.init(context);
        Codecs codecs = source.forThisThread();
        inputs = new InputReader(codecs);
        stores = new RolloutStores(context, rulebooks);
        backlog = new Backlog(context.currentSystemTimeMs());
        publisher = new Publisher(context, codecs, identity, sha256);
        context.schedule(
                CLEAN_UP,
                PunctuationType.WALL_CLOCK_TIME,
                now -> stores().forgetClosed(now - CLOSED_RETENTION.toMillis()));
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
        try {
            if (rollout != null) {
                consume(rollout, record, origin, value);
            } else if (stores().isForgotten(id)) {
                reject(record, origin, "ROLLOUT_CLOSED", "rollout " + id + " was over long ago");
            } else if (origin.topic().equals(TopicCatalogue.COMMANDS)) {
                start(id, record, origin, inputs().command(value, id));
            } else if (!inputs().isRehearsal(origin.topic(), value)) {
                reject(record, origin, "UNKNOWN_ROLLOUT", "rollout " + id + " was never started");
            }
        } catch (MalformedRecordException malformed) {
            reject(
                    record,
                    origin,
                    malformed.reason().name(),
                    String.valueOf(malformed.getMessage()));
            if (rollout != null) {
                InputUnreadable unreadable =
                        new InputUnreadable(record.timestamp(), origin.topic());
                apply(rollout, unreadable, origin, value);
            }
        }
    }

    private void consume(
            LiveRollout rollout,
            Record<byte[], byte[]> record,
            RecordMetadata origin,
            byte[] value) {
        if (rollout.state().phase() instanceof Phase.Closed
                && origin.topic().equals(TopicCatalogue.SIGNALS)) {
            return;
        }
        Optional<RolloutInput> input =
                inputs().read(origin.topic(), value, rollout, record.timestamp());
        if (input.isPresent()) {
            apply(rollout, input.get(), origin, value);
        } else {
            trace(rollout, origin, value);
            stores().store(rollout, rollout.state().measured().ring());
        }
    }

    private void apply(
            LiveRollout rollout, RolloutInput input, RecordMetadata origin, byte[] value) {
        RolloutState before = rollout.state();
        Ring ring = before.measured().ring();
        Transition transition = decide(before, input);
        trace(rollout, origin, value);
        rollout.become(transition.next());
        if (transition.decided() || OnCall.triggerEnds(before, transition.next())) {
            publisher().publish(before, transition, rollout.trail(), "");
            urgent = true;
        }
        stores().store(rollout, ring);
        if (input instanceof RolloutInput.SnapshotArrived) {
            // Only snapshots carry the deadlines: remarks of people must not put them off.
            rollout.heardFrom(context().currentSystemTimeMs());
        }
    }

    /** A defect of ours must not stop the rollouts beside this one: it is a dead letter too. */
    private static Transition decide(RolloutState state, RolloutInput input) {
        try {
            return RolloutDecider.transition(state, input);
        } catch (RuntimeException defect) {
            throw new MalformedRecordException(
                    MalformedRecordException.Reason.UNREADABLE,
                    "the decision core failed on it: " + defect,
                    defect);
        }
    }

    private void start(
            String id,
            Record<byte[], byte[]> record,
            RecordMetadata origin,
            RolloutCommand command) {
        String text = command.getPlan() == null ? "" : command.getPlan();
        if (command.getKind() != CommandKind.START) {
            reject(record, origin, "UNKNOWN_ROLLOUT", "rollout " + id + " was never started");
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
        begin(id, text, record, origin, command);
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

    private void begin(
            String id,
            String planText,
            Record<byte[], byte[]> record,
            RecordMetadata origin,
            RolloutCommand command) {
        Rulebook rules = rulebooks.of(planText);
        RolloutInput.CommandGiven input = CommandRecords.of(command, record.timestamp());
        Transition transition = RolloutDecider.start(id, rules, input);
        LiveRollout rollout = new LiveRollout(transition.next(), new InputTrail());
        trace(rollout, origin, record.value());
        publisher()
                .publish(
                        RolloutState.initial(id, rules, input.receivedAtMillis()),
                        transition,
                        rollout.trail(),
                        planText);
        stores().create(id, planText, rollout);
        urgent = true;
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
                publisher().tick(rollout.state().id(), wallClockMillis, deadline.getAsLong());
                urgent = true;
            }
        }
    }

    private void trace(LiveRollout rollout, RecordMetadata origin, byte[] value) {
        rollout.trail()
                .consumed(origin.topic(), origin.partition(), origin.offset(), value, sha256);
    }

    private void reject(
            Record<byte[], byte[]> record, RecordMetadata origin, String reason, String detail) {
        context()
                .forward(
                        DeadLetters.of(record, origin, reason, detail),
                        EvaluatorTopology.DEAD_LETTERS);
    }

    private RolloutStores stores() {
        if (stores == null) {
            throw new IllegalStateException("process before init");
        }
        return stores;
    }

    private InputReader inputs() {
        if (inputs == null) {
            throw new IllegalStateException("process before init");
        }
        return inputs;
    }

    private Backlog backlog() {
        if (backlog == null) {
            throw new IllegalStateException("process before init");
        }
        return backlog;
    }

    private Publisher publisher() {
        if (publisher == null) {
            throw new IllegalStateException("process before init");
        }
        return publisher;
    }
}
