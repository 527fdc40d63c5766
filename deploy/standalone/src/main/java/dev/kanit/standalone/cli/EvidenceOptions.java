package dev.kanit.standalone.cli;

import dev.kanit.archiver.store.S3Store;
import dev.kanit.ledger.note.TrustPolicy;
import dev.kanit.ledger.store.DirectoryStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Where an archive lies and whom one believes about it. */
final class EvidenceOptions {

    private static final Path USUAL = Path.of(".kanit/up/evidence");

    @Option(
            names = "--archive",
            paramLabel = "DIR",
            description =
                    "Directory of the archive; .kanit/up/evidence by default. Goes before a bucket.")
    private @Nullable Path archive;

    @Mixin private S3Options s3 = new S3Options();

    @Option(
            names = "--policy",
            paramLabel = "FILE",
            description =
                    "Trust policy; trust.policy beside the archive by default. A bucket needs one.")
    private @Nullable Path policy;

    private boolean isBucket() {
        return archive == null && s3.isGiven();
    }

    private Path directory() {
        return archive == null ? USUAL : archive;
    }

    /** The archive to be written to; refused when the store does not keep its promises. */
    OpenArchive writing() throws IOException {
        return isBucket()
                ? bucket(s3.writing())
                : new OpenArchive(DirectoryStore.open(existing()), () -> {});
    }

    /** The archive to be read: an auditor's copy, or his rights, may be read-only. */
    OpenArchive reading() throws IOException {
        return isBucket()
                ? bucket(s3.reading())
                : new OpenArchive(DirectoryStore.reading(existing()), () -> {});
    }

    private static OpenArchive bucket(S3Store store) {
        return new OpenArchive(store, store::close);
    }

    private Path existing() throws IOException {
        Path directory = directory();
        if (!Files.isDirectory(directory)) {
            throw new IOException(directory + ": no such directory (expected: an archive)");
        }
        return directory;
    }

    /** Whose keys count. */
    TrustPolicy policy() throws IOException {
        Path given = policy;
        if (given == null && isBucket()) {
            throw new IOException(
                    "policy: not given (expected: --policy FILE; it does not lie in the bucket)");
        }
        return BundleFile.policy(
                given == null
                        ? directory().toAbsolutePath().resolveSibling("trust.policy")
                        : given);
    }
}
