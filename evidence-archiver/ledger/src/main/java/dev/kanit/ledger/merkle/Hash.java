package dev.kanit.ledger.merkle;

import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** A SHA-256 value, 32 bytes that compare by content. Hot loops use {@code byte[]} instead. */
public final class Hash {

    private final byte[] content;

    private Hash(byte[] content) {
        this.content = content;
    }

    /** A copy of {@code bytes}, which are 32. */
    public static Hash of(byte[] bytes) {
        if (bytes.length != MerkleHasher.HASH_BYTES) {
            throw new IllegalArgumentException("hash: " + bytes.length + " bytes (expected: 32)");
        }
        return new Hash(bytes.clone());
    }

    /**
     * From Base64 (RFC 4648, section 4, with padding).
     *
     * @throws IllegalArgumentException when it is not the one spelling of 32 bytes
     */
    public static Hash ofBase64(String text) {
        Hash hash = of(Base64.getDecoder().decode(text));
        if (!hash.base64().equals(text)) {
            throw new IllegalArgumentException(
                    "hash: '" + text + "' (expected: '" + hash.base64() + "')");
        }
        return hash;
    }

    /**
     * From 64 hex digits of either case.
     *
     * @throws IllegalArgumentException when they are not
     */
    public static Hash ofHex(String text) {
        return of(HexFormat.of().parseHex(text));
    }

    public byte[] toArray() {
        return content.clone();
    }

    public String base64() {
        return Base64.getEncoder().encodeToString(content);
    }

    /** 64 lower-case hex digits. */
    public String hex() {
        return HexFormat.of().formatHex(content);
    }

    /** Whether {@code bytes} are this value. */
    public boolean matches(byte[] bytes) {
        return Arrays.equals(content, bytes);
    }

    /** The bytes themselves, to be read only. */
    byte[] raw() {
        return content;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Hash hash && Arrays.equals(content, hash.content);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(content);
    }

    @Override
    public String toString() {
        return base64();
    }
}
