package dev.kanit.ledger.bundle;

import dev.kanit.ledger.merkle.Hash;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** SHA-256 of whole things. */
final class Sha256 {

    private Sha256() {}

    static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }

    static Hash of(byte[] bytes) {
        return Hash.of(digest().digest(bytes));
    }

    /** Of the bytes from {@code begin} up to, not including, {@code end}. */
    static Hash of(ByteBuffer bytes, int begin, int end) {
        MessageDigest digest = digest();
        digest.update(bytes.slice(begin, end - begin));
        return Hash.of(digest.digest());
    }
}
