package dev.kanit.archiver.keys;

import dev.kanit.ledger.note.MalformedNoteException;
import dev.kanit.ledger.note.NoteSigner;
import dev.kanit.ledger.note.SignatureType;
import dev.kanit.ledger.store.DirectoryStore;
import dev.kanit.ledger.store.EvidenceStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A directory of a witness: {@code witness.key}, the private key, mode 0600, and {@code memory/},
 * what was cosigned last. Who loses the memory needs a new key.
 */
public final class WitnessKeys {

    private static final String PRIVATE = "witness.key";

    private final NoteSigner signer;
    private final EvidenceStore memory;

    private WitnessKeys(NoteSigner signer, EvidenceStore memory) {
        this.signer = signer;
        this.memory = memory;
    }

    /**
     * The key in {@code directory}; a first one is made when there is none.
     *
     * @param name of a key that is made, such as {@code witness.example/kanit}
     * @throws IOException when the directory or the key can be read by others, or is damaged
     */
    public static WitnessKeys open(Path directory, String name) throws IOException {
        PrivateFiles.makeDirectory(directory);
        Path file = directory.resolve(PRIVATE);
        if (!Files.exists(file)) {
            PrivateFiles.create(file, made(name).privateKeyText() + "\n");
        }
        PrivateFiles.requirePrivate(file);
        try {
            NoteSigner signer = NoteSigner.parse(Files.readString(file).strip());
            if (signer.key().type() != SignatureType.COSIGNATURE) {
                throw new IOException(file + ": no witness's key (expected: cosignature/v1)");
            }
            return new WitnessKeys(signer, DirectoryStore.open(directory.resolve("memory")));
        } catch (MalformedNoteException broken) {
            throw new IOException(file + ": " + broken.getMessage(), broken);
        }
    }

    private static NoteSigner made(String name) throws IOException {
        try {
            return NoteSigner.generate(name, SignatureType.COSIGNATURE);
        } catch (IllegalArgumentException unfit) {
            throw new IOException("name: " + unfit.getMessage(), unfit);
        }
    }

    public NoteSigner signer() {
        return signer;
    }

    public EvidenceStore memory() {
        return memory;
    }
}
