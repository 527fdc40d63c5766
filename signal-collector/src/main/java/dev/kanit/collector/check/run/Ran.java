package dev.kanit.collector.check.run;

import dev.kanit.codec.check.Check;
import dev.kanit.collector.check.ExpectedText;
import dev.kanit.collector.check.Judged;
import dev.kanit.collector.check.Redaction;
import dev.kanit.collector.check.Seen;
import dev.kanit.wire.CheckOutcome;
import dev.kanit.wire.CheckResult;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/**
 * A check that has been run; nothing in it is secret.
 *
 * @param group its group's name
 * @param check what was run
 * @param startedAt when it began, UTC
 * @param took how long it ran, >= 0
 * @param judged what became of it
 */
public record Ran(String group, Check check, Instant startedAt, Duration took, Judged judged) {

    static Ran of(
            String group,
            Check check,
            Instant startedAt,
            Duration took,
            Judged judged,
            Redaction redaction) {
        Judged clean =
                switch (judged) {
                    case Judged.Passed(Seen seen) -> new Judged.Passed(redaction.of(seen));
                    case Judged.Failed(Seen seen) -> new Judged.Failed(redaction.of(seen));
                    case Judged.Errored(Seen seen) -> new Judged.Errored(redaction.of(seen));
                };
        return new Ran(group, check, startedAt, took, clean);
    }

    public CheckOutcome outcome() {
        return judged.outcome(check.optional());
    }

    /** What was expected, for people. */
    public String expected() {
        return ExpectedText.of(check.kind());
    }

    /** What was observed, for people; says so when there was nothing to judge. */
    public String observed() {
        return judged instanceof Judged.Errored errored
                ? Seen.cut("could not be judged: " + errored.seen().text(), Seen.MAX_TEXT)
                : judged.seen().text();
    }

    /**
     * As a record.
     *
     * @param run how often this check has been run for this rollout, from 1
     */
    public CheckResult result(String rolloutId, String planDigest, int run) {
        return CheckResult.newBuilder()
                .setRolloutId(rolloutId)
                .setCheck(check.name())
                .setGroup(group)
                .setStartedAt(startedAt)
                .setDurationMillis(took.toMillis())
                .setOutcome(outcome())
                .setExpected(expected())
                .setObserved(observed())
                .setOptional(check.optional())
                .setRun(run)
                .setPlanDigest(planDigest)
                .setFindings(judged.seen().findings())
                .setArtifacts(Map.copyOf(judged.seen().artifacts()))
                .build();
    }
}
