package dev.kanit.standalone.cli;

import dev.kanit.archiver.bundle.StoredBundles;
import dev.kanit.archiver.rollout.EvidenceItem;
import dev.kanit.archiver.rollout.EvidenceItems;
import dev.kanit.archiver.store.S3Store;
import dev.kanit.ledger.store.DirectoryStore;
import dev.kanit.schemas.RolloutIds;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code kanit evidence list}. */
@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        description = {
            "Lists the rollouts of an archive, or what it holds of one: each record and each file is"
                    + " an item.",
            "Without --archive: of the demonstrations and of `kanit up` in this clone."
        },
        exitCodeOnInvalidInput = EvidenceCommand.USAGE)
final class EvidenceListCommand implements Callable<Integer> {

    @Spec private @Nullable CommandSpec spec;

    @Option(
            names = "--archive",
            paramLabel = "DIR",
            description = "Archive, the directory that holds rollouts/ and logs/.")
    private @Nullable Path archive;

    @Mixin private S3Options s3 = new S3Options();

    @Parameters(arity = "0..1", paramLabel = "ROLLOUT", description = "Rollout id.")
    private @Nullable String rollout;

    @Override
    public Integer call() throws IOException {
        PrintWriter out = CommandOutput.of(spec).out();
        Path directory = archive;
        if (directory != null) {
            return inDirectory(directory, out);
        }
        if (!s3.isGiven()) {
            return inThisClone(out);
        }
        try (S3Store store = s3.reading()) {
            return inBucket(store, out);
        }
    }

    /** A bucket holds bundles; what people read of open rollouts is on the archiver's disk. */
    private int inBucket(S3Store store, PrintWriter out) throws IOException {
        String wanted = rollout;
        if (wanted == null) {
            new StoredBundles(store).rollouts().forEach(one -> out.println(one + " bundled"));
            return ExitCodes.OK;
        }
        if (!RolloutIds.isValid(wanted)) {
            throw new IOException(wanted + ": no id (expected: " + RolloutIds.EXPECTED + ")");
        }
        List<String> names = store.list("rollouts/" + wanted);
        if (names.isEmpty()) {
            throw new IOException(wanted + ": not in the bucket (expected: a bundled rollout)");
        }
        names.forEach(name -> out.println(name.substring(name.lastIndexOf('/') + 1)));
        return ExitCodes.OK;
    }

    private int inThisClone(PrintWriter out) throws IOException {
        List<Path> archives = LocalArchives.all();
        if (archives.isEmpty()) {
            throw new IOException("list: no archive given (expected: --archive or --s3-bucket)");
        }
        String wanted = rollout;
        for (Path one : archives) {
            if (wanted == null) {
                inDirectory(one, out);
            } else if (RolloutIds.isValid(wanted)
                    && Files.isDirectory(one.resolve("rollouts").resolve(wanted))) {
                return inDirectory(one, out);
            }
        }
        if (wanted != null) {
            throw new IOException(wanted + ": in no archive of this clone (expected: --archive)");
        }
        return ExitCodes.OK;
    }

    private int inDirectory(Path archive, PrintWriter out) throws IOException {
        Path rollouts = archive.resolve("rollouts").toAbsolutePath().normalize();
        if (!Files.isDirectory(rollouts)) {
            throw new IOException(archive + ": no rollouts/ in it (expected: an archive)");
        }
        String wanted = rollout;
        if (wanted == null) {
            StoredBundles bundles = new StoredBundles(DirectoryStore.reading(archive));
            for (Path one : inside(rollouts)) {
                String name = String.valueOf(one.getFileName());
                out.printf("%s %s%n", name, bundles.holds(name) ? "bundled" : "open");
            }
            return ExitCodes.OK;
        }
        Path directory = rollouts.resolve(wanted).normalize();
        if (!directory.startsWith(rollouts) || !Files.isDirectory(directory)) {
            throw new IOException(wanted + ": not in the archive (expected: a rollout's id)");
        }
        for (EvidenceItem one : EvidenceItems.in(directory)) {
            out.printf("%-24s  %-8s  %s  %s%n", one.at(), one.kind(), one.what(), one.place());
        }
        return ExitCodes.OK;
    }

    private static List<Path> inside(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> !String.valueOf(file.getFileName()).startsWith("."))
                    .sorted()
                    .toList();
        }
    }
}
