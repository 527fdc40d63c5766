package dev.kanit.standalone.cli;

import dev.kanit.ledger.bundle.BundleContent;
import dev.kanit.ledger.bundle.Verification;
import dev.kanit.replay.RecordedRollout;
import dev.kanit.replay.audit.AuditFacts;
import dev.kanit.replay.audit.CaseRecords;
import dev.kanit.wire.RolloutDecision;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code kanit evidence show}. */
@Command(
        name = "show",
        mixinStandardHelpOptions = true,
        description = "Tells what a bundle holds: who, what was decided, and why.",
        exitCodeOnInvalidInput = EvidenceCommand.USAGE,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:shown", "1:usage, or a file that cannot be read", "2:INVALID"})
final class EvidenceShowCommand implements Callable<Integer> {

    @Spec private @Nullable CommandSpec spec;

    @Mixin private BundleSource source = new BundleSource();

    @Option(
            names = "--report",
            paramLabel = "HTML",
            description = "Writes the bundle's report to this file, which must not exist.")
    private @Nullable Path report;

    @Override
    public Integer call() throws IOException {
        CommandOutput output = CommandOutput.of(spec);
        try (LocalBundle local = source.open()) {
            return show(output, BundleFile.verify(local.file(), null));
        }
    }

    private int show(CommandOutput output, Verification verification) throws IOException {
        if (verification.content().isEmpty() || verification.rollout().isEmpty()) {
            output.err().println("INVALID: " + verification.findings().getFirst());
            return verification.verdict().exitCode();
        }
        BundleContent content = verification.content().get();
        CaseRecords records =
                CaseRecords.of(RecordedRollout.of(verification.rollout().get(), content));
        tell(output.out(), records, content);
        Path target = report;
        if (target != null) {
            if (Files.exists(target)) {
                throw new IOException(target + ": exists (expected: a new file)");
            }
            Files.write(target, content.read("report.html"));
            output.out().println("report    " + target);
        }
        return ExitCodes.OK;
    }

    private static void tell(PrintWriter out, CaseRecords records, BundleContent content) {
        AuditFacts facts = AuditFacts.of(records);
        out.println("rollout   " + records.rolloutId());
        out.println("plan      " + content.planDigest().hex());
        out.println("bundled   " + Instant.ofEpochMilli(content.createdAtMillis()));
        out.println("requested " + facts.requester().orElse("not recorded"));
        facts.approvals().forEach(one -> out.println("approved  " + one.by() + " " + one.at()));
        facts.executors().forEach(one -> out.println("executor  " + one));
        out.printf(
                "records   %d snapshots, %d decisions, %d commands, %d outcomes, %d alerts%n",
                records.snapshots().size(),
                records.decisions().size(),
                records.commands().size(),
                records.actions().size(),
                records.alerts().size());
        for (RolloutDecision one : records.decisions()) {
            out.printf("%4d %s %s%n", one.getSequence(), one.getDecidedAt(), one.getSummary());
        }
    }
}
