package dev.kanit.standalone.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kanit.ledger.bundle.Verdict;
import dev.kanit.replay.ChangedDecision;
import dev.kanit.replay.RecordedRollout;
import dev.kanit.replay.Replay;
import dev.kanit.replay.ReplayReport;
import dev.kanit.replay.UnreadablePlanException;
import dev.kanit.replay.WhatIf;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code kanit evidence replay}. */
@Command(
        name = "replay",
        mixinStandardHelpOptions = true,
        description = "Decides everything again from a bundle's inputs, and compares.",
        exitCodeOnInvalidInput = EvidenceCommand.USAGE,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:every decision matches",
            "1:usage, or a file that cannot be read",
            "2:a decision differs",
            "3:a decision cannot be replayed"
        })
final class EvidenceReplayCommand implements Callable<Integer> {

    private static final int NOT_REPLAYABLE = 3;

    @Spec private @Nullable CommandSpec spec;

    @Mixin private BundleArguments bundle = new BundleArguments();

    @Option(
            names = "--plan",
            paramLabel = "FILE",
            description = "What if this plan had decided? The same inputs under other rules.")
    private @Nullable Path plan;

    @Override
    public Integer call() throws IOException {
        CommandOutput output = CommandOutput.of(spec);
        try (LocalBundle local = bundle.open()) {
            return replay(output, Verified.of(local.file(), bundle.policy()));
        }
    }

    private int replay(CommandOutput output, Verified verified) throws IOException {
        Verdict verdict = verified.verdict();
        if (verified.rollout().isEmpty()
                || verdict == Verdict.INVALID
                || verdict == Verdict.INCOMPLETE) {
            print(output.out(), refusal(verified));
            return NOT_REPLAYABLE;
        }
        RecordedRollout recorded = verified.rollout().get();
        try {
            ReplayReport report =
                    plan == null
                            ? Replay.of(recorded)
                            : WhatIf.of(recorded, CommandOutput.readPlan(plan));
            print(output.out(), report);
            return report.exitCode();
        } catch (UnreadablePlanException refused) {
            output.err().println(refused.getMessage());
            return EvidenceCommand.USAGE;
        }
    }

    private ReplayReport refusal(Verified verified) {
        return new ReplayReport(
                0, 0, 0, 1, plan != null, List.of(), List.of("EVIDENCE_" + verified.why()));
    }

    private void print(PrintWriter out, ReplayReport report) throws IOException {
        if (bundle.json()) {
            out.println(new ObjectMapper().writeValueAsString(asJson(report)));
            return;
        }
        out.printf(
                "%s%d decisions: %d match, %d differ, %d cannot be replayed%n",
                report.whatIf() ? "what if: " : "",
                report.decisions(),
                report.match(),
                report.mismatch(),
                report.notReplayable());
        report.notes().forEach(note -> out.println("note: " + note));
        for (ChangedDecision changed : report.changedDecisions()) {
            out.printf("%s decision %d%n", changed.verdict(), changed.sequence());
            say(out, "recorded", changed.recorded());
            say(out, "replayed", changed.replayed());
            say(out, "fields", String.join(", ", changed.fields()));
            say(out, "because", changed.reason());
        }
    }

    private static void say(PrintWriter out, String what, String text) {
        if (!text.isEmpty()) {
            out.printf("  %-9s %s%n", what, text);
        }
    }

    private static Map<String, Object> asJson(ReplayReport report) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("decisions", report.decisions());
        json.put("match", report.match());
        json.put("mismatch", report.mismatch());
        json.put("notReplayable", report.notReplayable());
        json.put("whatIf", report.whatIf());
        json.put(
                "changedDecisions",
                report.changedDecisions().stream()
                        .map(
                                one ->
                                        Map.of(
                                                "sequence", one.sequence(),
                                                "verdict", one.verdict().name(),
                                                "recorded", one.recorded(),
                                                "replayed", one.replayed(),
                                                "fields", one.fields(),
                                                "reason", one.reason()))
                        .toList());
        json.put("notes", report.notes());
        return json;
    }
}
