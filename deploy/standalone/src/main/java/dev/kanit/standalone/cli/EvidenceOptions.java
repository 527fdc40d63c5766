package dev.kanit.standalone.cli;

import dev.kanit.archiver.audit.ArchivedCluster;
import dev.kanit.ledger.note.MalformedNoteException;
import dev.kanit.ledger.note.TrustPolicy;
import dev.kanit.ledger.store.DirectoryStore;
import dev.kanit.ledger.store.EvidenceStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where an archive lies and whom one believes about it. */
final class EvidenceOptions {

    @Option(
            names = "--archive",
            defaultValue = ".kanit/up/evidence",
            description = "Directory of the archive; ${DEFAULT-VALUE} by default.")
    private Path archive = Path.of("");

    @Option(
            names = "--policy",
            description = "Trust policy; trust.policy beside the archive by default.")
    private @Nullable Path policy;

    Path archive() {
        return archive;
    }

    EvidenceStore store() throws IOException {
        return DirectoryStore.open(existing());
    }

    private Path existing() throws IOException {
        if (!Files.isDirectory(archive)) {
            throw new IOException(archive + ": no such directory (expected: an archive)");
        }
        return archive;
    }

    /** The clusters that the policy knows, to be read: an auditor's copy may be read-only. */
    List<ArchivedCluster> clusters() throws IOException {
        Path file =
                policy == null ? archive.toAbsolutePath().resolveSibling("trust.policy") : policy;
        if (!Files.isRegularFile(file)) {
            throw new IOException(file + ": no such file (expected: a trust policy)");
        }
        try {
            EvidenceStore looked = DirectoryStore.reading(existing());
            return ArchivedCluster.of(looked, TrustPolicy.parse(Files.readAllBytes(file)));
        } catch (MalformedNoteException broken) {
            throw new IOException(file + ": " + broken.getMessage(), broken);
        }
    }
}
