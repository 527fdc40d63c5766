package dev.kanit.standalone.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kanit.archiver.bundle.ReportDocuments;
import dev.kanit.ledger.bundle.Verification;
import dev.kanit.replay.RecordedRollout;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.SortedMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code kanit evidence report}: what people read of a rollout, made from its bundle. */
@Command(
        name = "report",
        mixinStandardHelpOptions = true,
        description =
                "Writes a rollout's reports from its bundle; each figure names the records that it"
                        + " came from. Without --out, prints one.",
        exitCodeOnInvalidInput = EvidenceCommand.USAGE,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:written", "1:usage, or a file that cannot be read", "2:INVALID"})
final class EvidenceReportCommand implements Callable<Integer> {

    /** Kinds of reports, as their files are called. */
    enum Kind {
        STABILITY("stability"),
        RCA_DRAFT("rca-draft"),
        INCIDENT("incident"),
        HOURLY("hourly");

        private final String file;

        Kind(String file) {
            this.file = file;
        }
    }

    /** Languages of reports. */
    enum Tongue {
        EN,
        TR
    }

    @Spec private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "Bundle, <rollout>.evidence.zip.")
    private Path file = Path.of("");

    @Option(
            names = "--kind",
            defaultValue = "STABILITY",
            description = "Which one to print: ${COMPLETION-CANDIDATES}.")
    private Kind kind = Kind.STABILITY;

    @Option(names = "--language", defaultValue = "EN", description = "${COMPLETION-CANDIDATES}.")
    private Tongue tongue = Tongue.EN;

    @Option(names = "--html", description = "Prints the page instead of Markdown.")
    private boolean html;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Writes every report, in each language and form, as new files.")
    private @Nullable Path directory;

    @Override
    public Integer call() throws IOException {
        CommandOutput output = CommandOutput.of(spec);
        Verification verification = BundleFile.verify(file, null);
        if (verification.content().isEmpty() || verification.rollout().isEmpty()) {
            output.err().println("INVALID: " + verification.findings().getFirst());
            return verification.verdict().exitCode();
        }
        SortedMap<String, byte[]> reports =
                ReportDocuments.of(
                        RecordedRollout.of(
                                verification.rollout().get(), verification.content().get()));
        Path target = directory;
        if (target != null) {
            Files.createDirectories(target);
            for (String name : reports.keySet()) {
                write(target.resolve(name), reports.get(name));
            }
            output.out().println(reports.size() + " files in " + target);
            return ExitCodes.OK;
        }
        String name =
                kind.file + "." + tongue.name().toLowerCase(Locale.ROOT) + (html ? ".html" : ".md");
        byte[] report = reports.get(name);
        if (report == null) {
            output.err().println(name + ": no such report (expected: one of this rollout's)");
            return ExitCodes.FAILED;
        }
        output.out().print(new String(report, UTF_8));
        output.out().flush();
        return ExitCodes.OK;
    }

    private static void write(Path path, byte[] content) throws IOException {
        try {
            Files.write(path, content, StandardOpenOption.CREATE_NEW);
        } catch (FileAlreadyExistsException exists) {
            throw new IOException(path + ": exists (expected: a new file)", exists);
        }
    }
}
