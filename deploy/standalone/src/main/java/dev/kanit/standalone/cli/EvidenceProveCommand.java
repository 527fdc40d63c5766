package dev.kanit.standalone.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kanit.ledger.bundle.Verification;
import java.io.IOException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code kanit evidence prove}. */
@Command(
        name = "prove",
        mixinStandardHelpOptions = true,
        description = "Prints the proof (C2SP tlog-proof) that a decision is in the log.",
        exitCodeOnInvalidInput = EvidenceCommand.USAGE,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:printed",
            "1:usage, no such decision, or a file that cannot be read",
            "2:INVALID"
        })
final class EvidenceProveCommand implements Callable<Integer> {

    @Spec private @Nullable CommandSpec spec;

    @Mixin private BundleSource source = new BundleSource();

    @Parameters(index = "1", paramLabel = "DECISION", description = "Its sequence, from 1.")
    private int sequence;

    @Override
    public Integer call() throws IOException {
        CommandOutput output = CommandOutput.of(spec);
        try (LocalBundle local = source.open()) {
            return prove(output, BundleFile.verify(local.file(), null));
        }
    }

    private int prove(CommandOutput output, Verification verification) throws IOException {
        if (verification.content().isEmpty()) {
            output.err().println("INVALID: " + verification.findings().getFirst());
            return verification.verdict().exitCode();
        }
        String name = "proofs/%06d.tlog-proof".formatted(sequence);
        if (!verification.content().get().names().contains(name)) {
            output.err().println("decision " + sequence + ": not in the bundle (expected: there)");
            return EvidenceCommand.USAGE;
        }
        output.out().print(new String(verification.content().get().read(name), UTF_8));
        output.out().flush();
        return ExitCodes.OK;
    }
}
