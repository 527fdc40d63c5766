package dev.kanit.standalone.cli;

import dev.kanit.ledger.bundle.BundleVerifier;
import dev.kanit.ledger.bundle.Verification;
import dev.kanit.ledger.note.MalformedNoteException;
import dev.kanit.ledger.note.TrustPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A bundle on disk, as commands need it: verified first, read afterwards. */
final class BundleFile {

    private static final long MAX_POLICY_BYTES = 1 << 20;

    private BundleFile() {}

    /**
     * Verifies a bundle.
     *
     * @param policy file of the trust policy; null for none
     * @throws IOException when a file is missing or the policy is none
     */
    static Verification verify(Path bundle, @Nullable Path policy) throws IOException {
        requireFile(bundle, "an evidence bundle");
        return BundleVerifier.verify(
                bundle, policy == null ? Optional.empty() : Optional.of(policy(policy)));
    }

    static void requireFile(Path file, String what) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new IOException(file + ": no such file (expected: " + what + ")");
        }
    }

    /** Reads a trust policy of at most {@value #MAX_POLICY_BYTES} bytes. */
    static TrustPolicy policy(Path file) throws IOException {
        requireFile(file, "a trust policy");
        if (Files.size(file) > MAX_POLICY_BYTES) {
            throw new IOException(
                    file + ": larger than " + MAX_POLICY_BYTES + " bytes (expected: a policy)");
        }
        try {
            return TrustPolicy.parse(Files.readAllBytes(file));
        } catch (MalformedNoteException malformed) {
            throw new IOException(file + ": " + malformed.getMessage(), malformed);
        }
    }
}
