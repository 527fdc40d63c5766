package dev.kanit.archiver.keys;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kanit.ledger.CheckpointSigner;
import dev.kanit.ledger.bundle.BundleWriter;
import dev.kanit.ledger.note.MalformedNoteException;
import dev.kanit.ledger.note.NoteKey;
import dev.kanit.ledger.note.NoteSigner;
import dev.kanit.ledger.note.SignatureType;
import dev.kanit.ledger.store.DirectoryStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A directory with the archiver's key:
 *
 * <pre>
 *   note.key        the private key that signs, mode 0600
 *   public/         every public key that ever signed, and those of other archivers, one file each
 *   signer/         what was signed last, see {@link CheckpointSigner}
 * </pre>
 *
 * <p>Whoever loses {@code signer/} must {@linkplain #rotate rotate}. Thread-safe.
 */
public final class ArchiverKeys {

    private static final String PRIVATE = "note.key";
    private static final String PUBLIC = "public";
    private static final String SUFFIX = ".vkey";

    /** Checkpoints carry their origin as the key's name; this is its name at rest. */
    private static final String NAME = "kanit";

    private final Path directory;
    private final NoteSigner key;
    private final List<NoteKey> others;

    private ArchiverKeys(Path directory, NoteSigner key, List<NoteKey> others) {
        this.directory = directory;
        this.key = key;
        this.others = List.copyOf(others);
    }

    /**
     * The keys in {@code directory}; a first key is made when there is none.
     *
     * @throws IOException when the directory or the key can be read by others, or is damaged
     */
    public static ArchiverKeys open(Path directory) throws IOException {
        PrivateFiles.makeDirectory(directory);
        Path file = directory.resolve(PRIVATE);
        if (!Files.exists(file)) {
            NoteSigner first = NoteSigner.generate(NAME, SignatureType.ED25519);
            publish(directory, first.key());
            PrivateFiles.create(file, first.privateKeyText() + "\n");
        }
        PrivateFiles.requirePrivate(file);
        NoteSigner key = read(file);
        publish(directory, key.key());
        return new ArchiverKeys(directory, key, others(directory, key.key()));
    }

    /**
     * Replaces the signing key by a new one; the public half of the old one is kept, so that its
     * checkpoints stay believed. Running archivers sign with the old one until they are restarted.
     */
    public static ArchiverKeys rotate(Path directory) throws IOException {
        ArchiverKeys before = open(directory);
        NoteSigner next = NoteSigner.generate(NAME, SignatureType.ED25519);
        publish(directory, next.key());
        PrivateFiles.replace(before.directory.resolve(PRIVATE), next.privateKeyText() + "\n");
        return open(directory);
    }

    /** Signs, and remembers beside the key what was signed. */
    public CheckpointSigner signer() throws IOException {
        return new CheckpointSigner(key, DirectoryStore.open(directory.resolve("signer")));
    }

    /** Writes bundles that the signing key vouches for. */
    public BundleWriter bundleWriter() {
        return new BundleWriter(key);
    }

    /** Public half of the key that signs. */
    public NoteKey current() {
        return key.key();
    }

    /** Keys that signed before, and other archivers' keys. */
    public List<NoteKey> others() {
        return others;
    }

    /** {@link #others()} as they sign for {@code origin}. */
    public List<NoteKey> othersOf(String origin) {
        return others.stream().map(other -> other.named(origin)).toList();
    }

    /** {@link #current()} as it signs for {@code origin}. */
    public NoteKey currentOf(String origin) {
        return current().named(origin);
    }

    private static NoteSigner read(Path file) throws IOException {
        try {
            return NoteSigner.parse(Files.readString(file).strip());
        } catch (MalformedNoteException broken) {
            throw new IOException(file + ": " + broken.getMessage(), broken);
        }
    }

    private static void publish(Path directory, NoteKey key) throws IOException {
        Path keys = directory.resolve(PUBLIC);
        Files.createDirectories(keys);
        Path file = keys.resolve("%08x%s".formatted(key.id(), SUFFIX));
        if (!Files.exists(file)) {
            PrivateFiles.replace(file, key + "\n");
        }
    }

    private static List<NoteKey> others(Path directory, NoteKey current) throws IOException {
        List<NoteKey> keys = new ArrayList<>();
        try (Stream<Path> files = Files.list(directory.resolve(PUBLIC))) {
            for (Path file : files.sorted().toList()) {
                if (file.toString().endsWith(SUFFIX)) {
                    NoteKey key = parse(file);
                    if (!key.equals(current)) {
                        keys.add(key);
                    }
                }
            }
        }
        return keys;
    }

    private static NoteKey parse(Path file) throws IOException {
        try {
            return NoteKey.parse(new String(Files.readAllBytes(file), UTF_8).strip());
        } catch (MalformedNoteException broken) {
            throw new IOException(file + ": " + broken.getMessage(), broken);
        }
    }
}
