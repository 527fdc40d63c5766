package dev.kanit.codec.golden;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kanit.codec.plan.PlanReader;
import dev.kanit.codec.plan.PlanReading;
import dev.kanit.codec.record.DecisionRecords;
import dev.kanit.codec.record.Provenance;
import dev.kanit.decision.measure.Absence;
import dev.kanit.decision.measure.Snapshot;
import dev.kanit.decision.rollout.Phase;
import dev.kanit.decision.rollout.RolloutDecider;
import dev.kanit.decision.rollout.RolloutEvent;
import dev.kanit.decision.rollout.RolloutInput;
import dev.kanit.decision.rollout.RolloutInput.ActionFinished;
import dev.kanit.decision.rollout.RolloutInput.ActionKind;
import dev.kanit.decision.rollout.RolloutInput.CommandGiven;
import dev.kanit.decision.rollout.RolloutInput.CommandKind;
import dev.kanit.decision.rollout.RolloutInput.InputUnreadable;
import dev.kanit.decision.rollout.RolloutInput.SnapshotArrived;
import dev.kanit.decision.rollout.RolloutInput.TimeAdvanced;
import dev.kanit.decision.rollout.RolloutState;
import dev.kanit.decision.rollout.Transition;
import dev.kanit.decision.rule.Rulebook;
import dev.kanit.wire.RolloutDecision;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Logs of released versions fold to the decisions of their time. The files of a release are never
 * written again; {@code -Dapprove=true} writes those of the version in work, from seeded weather.
 */
final class GoldenLogTest {

    private static final Path RELEASES = Path.of("src/test/resources/golden");
    private static final String IN_WORK = "0.1.0";
    private static final long START = 1_700_000_003_000L;
    private static final int INPUTS = 160;

    @BeforeAll
    static void approve() throws IOException {
        if (Boolean.getBoolean("approve")) {
            for (int log = 1; log <= 4; log++) {
                Path directory = RELEASES.resolve(IN_WORK);
                List<String> inputs = weather(rules(directory), log);
                Files.write(directory.resolve("inputs-" + log + ".txt"), inputs);
                Files.write(
                        directory.resolve("decisions-" + log + ".txt"),
                        fold(rules(directory), inputs));
            }
        }
    }

    @ParameterizedTest(name = "log {0}")
    @ValueSource(ints = {1, 2, 3, 4})
    void recordedInputsFoldToTheRecordedDecisions(int log) throws IOException {
        Path directory = RELEASES.resolve(IN_WORK);
        List<String> inputs = Files.readAllLines(directory.resolve("inputs-" + log + ".txt"));
        List<String> decisions = Files.readAllLines(directory.resolve("decisions-" + log + ".txt"));
        assertThat(decisions).hasSizeGreaterThan(5);
        assertThat(fold(rules(directory), inputs)).isEqualTo(decisions);
    }

    private static Rulebook rules(Path directory) throws IOException {
        PlanReading reading = PlanReader.read(Files.readString(directory.resolve("plan.yaml")));
        if (reading instanceof PlanReading.Accepted(var file)) {
            return new Rulebook(file.plan());
        }
        throw new IllegalStateException(reading.toString());
    }

    private static Transition start(Rulebook rules) {
        return RolloutDecider.start(
                "golden-1",
                rules,
                new CommandGiven(START, "start", CommandKind.START, "ayse", "golden"));
    }

    private static List<String> fold(Rulebook rules, List<String> inputs) {
        List<String> decisions = new ArrayList<>();
        Transition first = start(rules);
        RolloutState initial = RolloutState.initial("golden-1", rules, START);
        RolloutState state = recorded(initial, first, decisions);
        for (String line : inputs) {
            Transition transition = RolloutDecider.transition(state, InputLine.read(line));
            state = recorded(state, transition, decisions);
        }
        return decisions;
    }

    private static RolloutState recorded(
            RolloutState before, Transition transition, List<String> decisions) {
        RolloutState state = before;
        for (RolloutEvent event : transition.events()) {
            state = RolloutDecider.evolve(state, event);
            if (event instanceof RolloutEvent.Decision decision) {
                decisions.add(line(state, decision));
            }
        }
        return state;
    }

    private static String line(RolloutState state, RolloutEvent.Decision event) {
        Provenance nowhere = new Provenance(List.of(), ByteBuffer.allocate(0), "", "", "");
        RolloutDecision record = DecisionRecords.of(state, event, nowhere);
        return String.join(
                " | ",
                record.getSequence() + "/" + record.getGeneration(),
                Long.toString(record.getDecidedAt().toEpochMilli() - START),
                record.getKind().name(),
                record.getPhase(),
                record.getReasons().toString(),
                record.getSummary().replaceAll(" \\[plan .*", ""),
                Integer.toHexString(record.getSignals().toString().hashCode()),
                Integer.toHexString(record.getConditions().toString().hashCode()));
    }

    /** Seeded inputs of all kinds that lead somewhere: mostly good, for a while bad. */
    private static List<String> weather(Rulebook rules, int seed) {
        Random random = new Random(seed);
        List<String> lines = new ArrayList<>();
        RolloutState state = start(rules).next();
        long now = START;
        for (int count = 0; count < INPUTS; count++) {
            now += 10_000;
            RolloutInput input = input(state, random, now, seed, count);
            lines.add(InputLine.write(input));
            state = RolloutDecider.transition(state, input).next();
        }
        return lines;
    }

    private static RolloutInput input(
            RolloutState state, Random random, long now, int seed, int count) {
        if (state.phase() instanceof Phase.Live live
                && live.standing() instanceof Phase.Entering(_, _, long action)) {
            return new ActionFinished(
                    now, action, ActionKind.SET_WEIGHT, random.nextInt(8) > 0, "golden");
        }
        if (state.phase() instanceof Phase.RollingBack rolling && random.nextInt(3) == 0) {
            return new ActionFinished(now, rolling.action(), ActionKind.ROLL_BACK, true, "golden");
        }
        return switch (random.nextInt(40)) {
            case 0 -> new TimeAdvanced(now + random.nextInt(200_000));
            case 1 -> new InputUnreadable(now, "rollout.checks");
            case 2, 3 -> {
                CommandKind kind =
                        List.of(CommandKind.TAKE_COMMAND, CommandKind.RESUME, CommandKind.NOTE)
                                .get(random.nextInt(3));
                yield new CommandGiven(now, "c" + count, kind, "ayse", "golden");
            }
            default -> snapshot(random, now, seed > 1 && count > 50 * seed / 2);
        };
    }

    private static RolloutInput snapshot(Random random, long now, boolean bad) {
        Snapshot.Builder builder = new Snapshot.Builder(4).takenAt(now);
        double latency = bad ? 150 + random.nextInt(300) : 90 + random.nextInt(60);
        builder.reading(0, latency, 100, 50);
        builder.reading(1, random.nextInt(1000) / (bad ? 50_000.0 : 500_000.0), 0.001, 400);
        builder.reading(2, 5 + random.nextInt(2), 6, -1);
        builder.reading(3, 1000 + (bad ? now % 10_000_000 / 100.0 : 0), Double.NaN, -1);
        if (random.nextInt(12) == 0) {
            builder.missing(random.nextInt(4), Absence.NO_DATA, Double.NaN);
        }
        return new SnapshotArrived(now + random.nextInt(500), builder.build());
    }
}
