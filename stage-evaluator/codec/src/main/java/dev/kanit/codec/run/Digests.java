package dev.kanit.codec.run;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kanit.ledger.leaf.PayloadDigest;
import dev.kanit.schemas.CloudEventHeaders;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The digests that tie records together. Not thread-safe. */
final class Digests {

    private final PayloadDigest payload = new PayloadDigest();
    private final MessageDigest sha256;

    Digests() {
        try {
            sha256 = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("every JDK has SHA-256", missing);
        }
    }

    /** Over key, value and headers, as the record's leaf in the transparency log has it. */
    byte[] payload(String rolloutId, byte[] value, CloudEventHeaders event) {
        payload.begin(rolloutId.getBytes(UTF_8), value);
        event.forEach(payload::header);
        return payload.finish();
    }

    byte[] sha256(byte[] value) {
        return sha256.digest(value);
    }
}
