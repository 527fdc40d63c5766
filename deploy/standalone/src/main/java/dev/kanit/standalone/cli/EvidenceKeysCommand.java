package dev.kanit.standalone.cli;

import dev.kanit.archiver.keys.ArchiverKeys;
import dev.kanit.archiver.store.S3Store;
import dev.kanit.ledger.LogId;
import dev.kanit.ledger.note.Checkpoint;
import dev.kanit.ledger.note.MalformedNoteException;
import dev.kanit.ledger.note.NoteCheck;
import dev.kanit.ledger.note.NoteKey;
import dev.kanit.ledger.note.SignedNote;
import dev.kanit.ledger.store.EvidenceStore;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code kanit evidence keys}: shows and rotates the archiver's key. */
@Command(
        name = "keys",
        mixinStandardHelpOptions = true,
        description = "Shows the public keys of an archiver; makes the first one.")
final class EvidenceKeysCommand implements Callable<Integer> {

    @Spec private @Nullable CommandSpec spec;

    @Option(
            names = "--keys",
            defaultValue = ".kanit/up/keys",
            description = "Directory of the keys; ${DEFAULT-VALUE} by default.")
    private Path directory = Path.of("");

    @Option(
            names = "--rotate",
            description = "Makes a new key; running archivers take it when they are restarted.")
    private boolean rotate;

    @Mixin private S3Options s3 = new S3Options();

    @Override
    public Integer call() throws IOException {
        var out = CommandOutput.of(spec).out();
        ArchiverKeys keys = rotate ? ArchiverKeys.rotate(directory) : ArchiverKeys.open(directory);
        out.println("signs    " + keys.current());
        keys.others().forEach(key -> out.println("believed " + key));
        if (!s3.isGiven()) {
            return ExitCodes.OK;
        }
        try (S3Store store = s3.reading()) {
            return inBucket(store, keys, out);
        }
    }

    /** Whether what lies in the bucket was signed by one of these keys. */
    private static int inBucket(EvidenceStore store, ArchiverKeys keys, PrintWriter out)
            throws IOException {
        boolean isOurs = true;
        for (String directory : store.directories("logs")) {
            String cluster = directory.substring("logs/".length());
            Optional<byte[]> head = store.get(LogId.headsPath(cluster) + "/checkpoint");
            Optional<NoteKey> by = head.isEmpty() ? Optional.empty() : signer(head.get(), keys);
            isOurs &= by.isPresent();
            out.printf(
                    "heads    %s %s%n",
                    cluster,
                    by.map(key -> "signed by " + key)
                            .orElse("signed by none of these keys, or not at all"));
        }
        return isOurs ? ExitCodes.OK : ExitCodes.FAILED;
    }

    private static Optional<NoteKey> signer(byte[] head, ArchiverKeys keys) {
        try {
            SignedNote note = SignedNote.parse(head);
            String origin = Checkpoint.of(note).origin();
            List<NoteKey> known = new ArrayList<>(keys.othersOf(origin));
            known.add(keys.currentOf(origin));
            return note.check(known) instanceof NoteCheck.Signed(List<NoteKey> by)
                    ? Optional.of(by.getFirst())
                    : Optional.empty();
        } catch (MalformedNoteException | IllegalArgumentException _) {
            return Optional.empty();
        }
    }
}
