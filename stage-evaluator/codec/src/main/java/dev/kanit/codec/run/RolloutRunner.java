package dev.kanit.codec.run;

import dev.kanit.codec.record.AlertRecords;
import dev.kanit.codec.record.CommandRecords;
import dev.kanit.codec.record.DecisionRecords;
import dev.kanit.codec.record.Provenance;
import dev.kanit.decision.rollout.OnCall;
import dev.kanit.decision.rollout.Phase;
import dev.kanit.decision.rollout.RolloutDecider;
import dev.kanit.decision.rollout.RolloutEvent;
import dev.kanit.decision.rollout.RolloutInput;
import dev.kanit.decision.rollout.RolloutInput.InputUnreadable;
import dev.kanit.decision.rollout.RolloutState;
import dev.kanit.decision.rollout.Transition;
import dev.kanit.decision.rule.Rulebook;
import dev.kanit.ledger.merkle.MerkleHasher;
import dev.kanit.schemas.MalformedRecordException;
import dev.kanit.schemas.TopicCatalogue;
import dev.kanit.wire.ClockTick;
import dev.kanit.wire.RolloutAlert;
import dev.kanit.wire.RolloutCommand;
import dev.kanit.wire.RolloutDecision;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Takes rollouts from record to record: reads the bytes, asks the decision core, and says what it
 * decided, each record tied to the one before. Not thread-safe.
 */
public final class RolloutRunner {

    /** A decision with so many input spans may have lost the order among its topics. */
    public static final int MAX_SPANS = InputTrail.MAX_SPANS;

    private final Codecs codecs;
    private final InputReader inputs;
    private final Supplier<BuildIdentity> identity;
    private final Function<RolloutDecision, byte[]> writing;
    private final MerkleHasher hasher = new MerkleHasher();
    private final Digests digests = new Digests();

    /**
     * A runner for one thread.
     *
     * @param codecs this thread's own
     * @param identity who decides; asked for every decision, since a replay goes by what the
     *     recorded one says
     */
    public RolloutRunner(Codecs codecs, Supplier<BuildIdentity> identity) {
        this(codecs, identity, codecs.decisions()::encode);
    }

    /**
     * A runner that leaves the writing of decisions to its caller.
     *
     * @param writing a decision's bytes, which the next one is tied to: a replay of what an older
     *     release wrote goes on from the bytes that it wrote
     */
    public RolloutRunner(
            Codecs codecs,
            Supplier<BuildIdentity> identity,
            Function<RolloutDecision, byte[]> writing) {
        this.codecs = codecs;
        this.inputs = new InputReader(codecs);
        this.identity = identity;
        this.writing = writing;
    }

    /** For restoring runs that this runner shall carry on. */
    public MerkleHasher hasher() {
        return hasher;
    }

    /**
     * The command in {@code record}.
     *
     * @throws MalformedRecordException when it is none, or of another rollout than its key names
     */
    public RolloutCommand command(InputRecord record, String id) {
        return inputs.command(record.value(), id);
    }

    /**
     * Whether {@code record} is of a drill, which belongs to no rollout and decides nothing.
     *
     * @throws MalformedRecordException when the bytes are no record of that topic
     */
    public boolean isRehearsal(InputRecord record) {
        return inputs.isRehearsal(record.topic(), record.value());
    }

    /** Begins a rollout by a START command whose plan was found sound. */
    public RolloutRun start(
            String id,
            String planText,
            Rulebook rules,
            RolloutCommand command,
            InputRecord record,
            Consumer<OutputRecord> out) {
        RolloutInput.CommandGiven input = CommandRecords.given(command, record.timestampMillis());
        Transition transition = RolloutDecider.start(id, rules, input);
        RolloutRun run =
                new RolloutRun(transition.next(), new InputTrail(hasher), new OutputChain(id));
        run.trail().consumed(record);
        RolloutState before = RolloutState.initial(id, rules, input.receivedAtMillis());
        say(run, before, transition, planText, out);
        return run;
    }

    /** Whether a record means nothing to a rollout that is over; such records leave no trace. */
    public static boolean isPassedOver(RolloutRun run, String topic) {
        return run.state().phase() instanceof Phase.Closed && topic.equals(TopicCatalogue.SIGNALS);
    }

    /**
     * Takes a rollout past one record.
     *
     * @return the input that it was; empty when it says nothing to the decision core
     * @throws MalformedRecordException when the bytes are no record of that topic; nothing has
     *     changed then, see {@link #unreadable}
     */
    public Optional<RolloutInput> accept(
            RolloutRun run, InputRecord record, Consumer<OutputRecord> out) {
        Optional<RolloutInput> input =
                inputs.read(
                        record.topic(),
                        record.value(),
                        run.state().id(),
                        run.names(),
                        record.timestampMillis());
        if (input.isPresent()) {
            apply(run, input.get(), record, out);
        } else {
            run.trail().consumed(record);
        }
        return input;
    }

    /** Takes a rollout past a record that could not be read. */
    public void unreadable(RolloutRun run, InputRecord record, Consumer<OutputRecord> out) {
        apply(run, new InputUnreadable(record.timestampMillis(), record.topic()), record, out);
    }

    /**
     * Says that a deadline has passed without any input. What follows is decided when it is read.
     */
    public OutputRecord tick(RolloutRun run, long atMillis, long deadlineMillis) {
        String id = run.state().id();
        ClockTick tick =
                ClockTick.newBuilder()
                        .setRolloutId(id)
                        .setAt(Instant.ofEpochMilli(atMillis))
                        .setDeadline(Instant.ofEpochMilli(deadlineMillis))
                        .build();
        return run.chain()
                .next(
                        TopicCatalogue.TICKS,
                        codecs.ticks().encode(tick),
                        atMillis,
                        id + "/tick/" + deadlineMillis,
                        "dev.kanit.rollout.tick.v1",
                        "",
                        digests);
    }

    private void apply(
            RolloutRun run, RolloutInput input, InputRecord record, Consumer<OutputRecord> out) {
        RolloutState before = run.state();
        Transition transition = decide(before, input);
        run.trail().consumed(record);
        run.become(transition.next());
        if (transition.decided() || OnCall.triggerEnds(before, transition.next())) {
            say(run, before, transition, "", out);
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

    private void say(
            RolloutRun run,
            RolloutState before,
            Transition transition,
            String planText,
            Consumer<OutputRecord> out) {
        RolloutState state = before;
        for (RolloutEvent event : transition.events()) {
            RolloutState next = RolloutDecider.evolve(state, event);
            if (event instanceof RolloutEvent.Decision decision) {
                boolean starts = decision instanceof RolloutEvent.RolloutStarted;
                say(run, state, next, decision, starts ? planText : "", out);
            } else if (OnCall.triggerEnds(state, next)) {
                long at = event.atMillis();
                tell(run, AlertRecords.ofNoDecision(state, next, at), at, out);
            }
            state = next;
        }
    }

    private void say(
            RolloutRun run,
            RolloutState before,
            RolloutState state,
            RolloutEvent.Decision event,
            String planText,
            Consumer<OutputRecord> out) {
        BuildIdentity build = identity.get();
        // Decisions of one input share its trail: the first names the spans, the others none.
        RolloutDecision decision =
                DecisionRecords.of(
                        state,
                        event,
                        new Provenance(
                                run.trail().spans(),
                                run.chain().previousDecision(),
                                build.version(),
                                build.coreDigest(),
                                planText));
        List<RolloutAlert> alerts = AlertRecords.of(before, state, event, decision);
        if (state.phase() instanceof Phase.Closed && !(before.phase() instanceof Phase.Closed)) {
            decision.setClosing(Closings.of(run, alerts.size()));
        }
        run.trail().decided();
        out.accept(
                run.chain()
                        .next(
                                TopicCatalogue.DECISIONS,
                                writing.apply(decision),
                                event.atMillis(),
                                decision.getDecisionId(),
                                "dev.kanit.rollout.decision.v1",
                                Closings.inWords(decision.getClosing()),
                                digests));
        tell(run, alerts, event.atMillis(), out);
    }

    private void tell(
            RolloutRun run, List<RolloutAlert> alerts, long atMillis, Consumer<OutputRecord> out) {
        for (RolloutAlert alert : alerts) {
            out.accept(
                    run.chain()
                            .next(
                                    TopicCatalogue.ALERTS,
                                    codecs.alerts().encode(alert),
                                    atMillis,
                                    alert.getAlertId() + "/alert",
                                    "dev.kanit.rollout.alert.v1",
                                    "",
                                    digests));
        }
    }
}
