package dev.kanit.standalone.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kanit.ledger.bundle.Finding;
import dev.kanit.ledger.bundle.Verification;
import dev.kanit.replay.audit.AuditFacts;
import dev.kanit.replay.audit.AuditFinding;
import dev.kanit.replay.audit.CaseRecords;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code kanit evidence verify}. */
@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        description = "Checks every digest, proof and signature of a bundle, offline.",
        exitCodeOnInvalidInput = EvidenceCommand.USAGE,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:VALID",
            "1:usage, or a file that cannot be read",
            "2:INVALID",
            "3:INCOMPLETE",
            "4:VALID_WITH_LIMITS"
        })
final class EvidenceVerifyCommand implements Callable<Integer> {

    @Spec private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "Bundle, <rollout>.evidence.zip.")
    private Path file = Path.of("");

    @Option(
            names = "--policy",
            paramLabel = "FILE",
            description = "Trust policy (C2SP tlog-policy): whose keys count.")
    private @Nullable Path policy;

    @Option(names = "--json", description = "Prints one JSON object.")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        PrintWriter out = CommandOutput.of(spec).out();
        Verification verification = BundleFile.verify(file, policy);
        List<AuditFinding> audit = audit(verification);
        if (json) {
            out.println(new ObjectMapper().writeValueAsString(asJson(verification, audit)));
        } else {
            inWords(out, verification, audit);
        }
        return verification.verdict().exitCode();
    }

    /** What an auditor would write down besides; it does not change what the bundle is worth. */
    private static List<AuditFinding> audit(Verification verification) throws IOException {
        if (verification.content().isEmpty() || verification.rollout().isEmpty()) {
            return List.of();
        }
        return AuditFinding.of(
                AuditFacts.of(
                        CaseRecords.of(
                                BundleFile.recorded(
                                        verification.rollout().get(),
                                        verification.content().get()))));
    }

    private static Map<String, Object> asJson(Verification verification, List<AuditFinding> audit) {
        List<Map<String, String>> findings = new ArrayList<>();
        for (Finding finding : verification.findings()) {
            findings.add(
                    finding(finding.code().name(), finding.where().toString(), finding.sentence()));
        }
        for (AuditFinding finding : audit) {
            findings.add(finding(finding.code().name(), "rollout", finding.text()));
        }
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("verdict", verification.verdict().name());
        json.put("rollout", verification.rollout().orElse(""));
        json.put("outcome", verification.outcome().map(Enum::name).orElse(""));
        json.put("recordsRehashed", verification.counted().records());
        json.put("leavesHashed", verification.counted().leaves());
        json.put("proofsChecked", verification.counted().proofs());
        json.put("signatures", verification.counted().signatures());
        json.put("findings", findings);
        json.put("omittedFindings", verification.omittedFindings());
        return json;
    }

    private static Map<String, String> finding(String code, String where, String text) {
        Map<String, String> finding = new LinkedHashMap<>();
        finding.put("code", code);
        finding.put("where", where);
        finding.put("text", text);
        return finding;
    }

    private static void inWords(
            PrintWriter out, Verification verification, List<AuditFinding> audit) {
        out.printf(
                "%s: rollout %s, %s%n",
                verification.verdict(),
                verification.rollout().orElse("unknown"),
                verification.outcome().map(Enum::name).orElse("outcome unknown"));
        out.printf(
                "counted: %,d records hashed again, %,d leaves, %,d proofs, %,d bytes%n",
                verification.counted().records(),
                verification.counted().leaves(),
                verification.counted().proofs(),
                verification.counted().bytes());
        verification
                .counted()
                .signatures()
                .forEach((key, count) -> out.printf("signatures: %d by %s%n", count, key));
        verification.findings().forEach(finding -> out.println("finding: " + finding));
        if (verification.omittedFindings() > 0) {
            out.printf("and %,d findings more%n", verification.omittedFindings());
        }
        audit.forEach(finding -> out.printf("audit: %s: %s%n", finding.code(), finding.text()));
    }
}
