package dev.kanit.embedded;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * A second listener that asks who is there, and an authorizer that refuses what nobody allowed. The
 * first listener stays open to everybody on this machine, who may do everything there: it is how a
 * test administers the cluster.
 *
 * @param passwords of each user, by SASL/PLAIN; at least one. SCRAM-SHA-512 is there, too, for
 *     users that are made while the broker runs
 * @param keyStore the broker's certificate; without it the listener is not encrypted
 */
public record SecuredListener(Map<String, String> passwords, Optional<KeyStore> keyStore) {

    /**
     * A PKCS12 file.
     *
     * @param file readable by this process
     * @param password of the file and of its key
     */
    public record KeyStore(Path file, String password) {

        @Override
        public String toString() {
            return "KeyStore[" + file + "]";
        }
    }

    public SecuredListener {
        passwords = Map.copyOf(passwords);
        if (passwords.isEmpty()) {
            throw new IllegalArgumentException("passwords: none (expected: at least one user)");
        }
    }

    /** Prints no password. */
    @Override
    public String toString() {
        return "SecuredListener[users=" + passwords.keySet() + ", keyStore=" + keyStore + "]";
    }
}
