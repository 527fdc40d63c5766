package dev.kanit.standalone.cli;

import dev.kanit.archiver.audit.ArchivedCluster;
import dev.kanit.archiver.audit.Fsck;
import java.io.IOException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code kanit evidence fsck}: reads the whole archive. */
@Command(
        name = "fsck",
        mixinStandardHelpOptions = true,
        description = "Reads the whole archive and names what does not fit.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:everything fits", "1:something does not, or it could not be read"})
final class EvidenceFsckCommand implements Callable<Integer> {

    @Spec private @Nullable CommandSpec spec;

    @Mixin private EvidenceOptions options = new EvidenceOptions();

    @Override
    public Integer call() throws IOException {
        var out = CommandOutput.of(spec).out();
        boolean isFine = true;
        try (OpenArchive archive = options.reading()) {
            for (ArchivedCluster cluster : archive.clusters(options.policy())) {
                Fsck.Report report = Fsck.check(cluster);
                report.findings().forEach(out::println);
                out.println(
                        "cluster %s: %d logs, %d leaves hashed, %d records compared, %d disposed of, %d findings"
                                .formatted(
                                        cluster.clusterId(),
                                        report.logs(),
                                        report.leaves(),
                                        report.records(),
                                        report.disposed(),
                                        report.findings().size()));
                isFine &= report.findings().isEmpty();
            }
        }
        return isFine ? ExitCodes.OK : ExitCodes.FAILED;
    }
}
