package dev.kanit.standalone.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kanit.ledger.bundle.Verification;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
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

    @Mixin private BundleArguments bundle = new BundleArguments();

    @Override
    public Integer call() throws IOException {
        PrintWriter out = CommandOutput.of(spec).out();
        try (LocalBundle local = bundle.open()) {
            Verified verified = Verified.of(local.file(), bundle.policy());
            if (bundle.json()) {
                out.println(new ObjectMapper().writeValueAsString(asJson(verified)));
            } else {
                inWords(out, verified);
            }
            return verified.verdict().exitCode();
        }
    }

    private static Map<String, Object> asJson(Verified verified) {
        Verification ledger = verified.ledger();
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("verdict", verified.verdict().name());
        json.put("rollout", ledger.rollout().orElse(""));
        json.put("outcome", ledger.outcome().map(Enum::name).orElse(""));
        json.put("recordsRehashed", ledger.counted().records());
        json.put("leavesHashed", ledger.counted().leaves());
        json.put("proofsChecked", ledger.counted().proofs());
        json.put("signatures", ledger.counted().signatures());
        json.put("findings", verified.findings());
        json.put("omittedFindings", ledger.omittedFindings());
        return json;
    }

    private static void inWords(PrintWriter out, Verified verified) {
        Verification ledger = verified.ledger();
        out.printf(
                "%s: rollout %s, %s%n",
                verified.verdict(),
                ledger.rollout().orElse("unknown"),
                ledger.outcome().map(Enum::name).orElse("outcome unknown"));
        out.printf(
                "counted: %,d records hashed again, %,d leaves, %,d proofs, %,d bytes%n",
                ledger.counted().records(),
                ledger.counted().leaves(),
                ledger.counted().proofs(),
                ledger.counted().bytes());
        ledger.counted()
                .signatures()
                .forEach((key, count) -> out.printf("signatures: %d by %s%n", count, key));
        for (Map<String, String> finding : verified.findings()) {
            out.printf(
                    "finding: %s %s: %s%n",
                    finding.get("code"), finding.get("where"), finding.get("text"));
        }
        if (ledger.omittedFindings() > 0) {
            out.printf("and %,d findings more%n", ledger.omittedFindings());
        }
    }
}
