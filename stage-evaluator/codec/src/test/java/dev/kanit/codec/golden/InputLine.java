package dev.kanit.codec.golden;

import dev.kanit.decision.measure.Absence;
import dev.kanit.decision.measure.Snapshot;
import dev.kanit.decision.rollout.Preparation.Outcome;
import dev.kanit.decision.rollout.RolloutInput;
import dev.kanit.decision.rollout.RolloutInput.ActionFinished;
import dev.kanit.decision.rollout.RolloutInput.ActionKind;
import dev.kanit.decision.rollout.RolloutInput.CheckFinished;
import dev.kanit.decision.rollout.RolloutInput.CommandGiven;
import dev.kanit.decision.rollout.RolloutInput.CommandKind;
import dev.kanit.decision.rollout.RolloutInput.InputUnreadable;
import dev.kanit.decision.rollout.RolloutInput.SnapshotArrived;
import dev.kanit.decision.rollout.RolloutInput.TimeAdvanced;

/** One input as one line of text, words parted by spaces. */
final class InputLine {

    private InputLine() {}

    static String write(RolloutInput input) {
        long at = input.receivedAtMillis();
        return switch (input) {
            case SnapshotArrived arrived -> "snapshot " + at + " " + readings(arrived.snapshot());
            case TimeAdvanced _ -> "time " + at;
            case CommandGiven given ->
                    "command " + at + " " + given.id() + " " + given.kind() + " " + given.by();
            case ActionFinished finished ->
                    "action "
                            + at
                            + " "
                            + finished.action()
                            + " "
                            + finished.succeeded()
                            + " "
                            + finished.kind();
            case CheckFinished check ->
                    "check "
                            + at
                            + " "
                            + check.check()
                            + " "
                            + check.outcome()
                            + " "
                            + check.run()
                            + " "
                            + check.planDigest();
            case RolloutInput.CommandRefused refused ->
                    "refused " + at + " " + refused.kind() + " " + refused.by();
            case InputUnreadable unreadable -> "unreadable " + at + " " + unreadable.topic();
        };
    }

    static RolloutInput read(String line) {
        String[] word = line.split(" ");
        long at = Long.parseLong(word[1]);
        return switch (word[0]) {
            case "snapshot" -> new SnapshotArrived(at, snapshot(word));
            case "time" -> new TimeAdvanced(at);
            case "command" ->
                    new CommandGiven(at, word[2], CommandKind.valueOf(word[3]), word[4], "golden");
            case "action" ->
                    new ActionFinished(
                            at,
                            Long.parseLong(word[2]),
                            ActionKind.valueOf(word[4]),
                            Boolean.parseBoolean(word[3]),
                            "golden");
            case "check" ->
                    new CheckFinished(
                            at,
                            word[2],
                            Outcome.valueOf(word[3]),
                            Integer.parseInt(word[4]),
                            word[5]);
            case "unreadable" -> new InputUnreadable(at, word[2]);
            default -> throw new IllegalArgumentException("line: " + line);
        };
    }

    private static String readings(Snapshot snapshot) {
        StringBuilder text = new StringBuilder().append(snapshot.takenAtMillis());
        for (int signal = 0; signal < snapshot.size(); signal++) {
            text.append(' ')
                    .append(snapshot.absence(signal))
                    .append(',')
                    .append(snapshot.canary(signal))
                    .append(',')
                    .append(snapshot.baseline(signal))
                    .append(',')
                    .append(snapshot.samples(signal));
        }
        return text.toString();
    }

    private static Snapshot snapshot(String[] word) {
        int signals = word.length - 3;
        Snapshot.Builder builder = new Snapshot.Builder(signals).takenAt(Long.parseLong(word[2]));
        for (int signal = 0; signal < signals; signal++) {
            String[] part = word[signal + 3].split(",");
            Absence absence = Absence.valueOf(part[0]);
            double baseline = Double.parseDouble(part[2]);
            if (absence == Absence.PRESENT) {
                builder.reading(
                        signal, Double.parseDouble(part[1]), baseline, Long.parseLong(part[3]));
            } else {
                builder.missing(signal, absence, baseline);
            }
        }
        return builder.build();
    }
}
