package dev.kanit.embedded.testing;

import dev.kanit.schemas.SchemaRegistryClient;
import java.nio.ByteBuffer;
import org.apache.avro.Schema;

/** Values as another version of a service writes them: same bytes, another schema id. */
public final class OtherVersion {

    private static final int ID_AT = 1;

    private final int id;

    /** Registers a schema under {@code subject} that differs from {@code schema} in its words. */
    public OtherVersion(SchemaRegistryClient registry, String subject, Schema schema) {
        String other = schema.toString().replaceFirst("\"doc\":\"", "\"doc\":\"As it was. ");
        id = registry.register(subject, new Schema.Parser().parse(other));
    }

    public byte[] of(byte[] value) {
        byte[] theirs = value.clone();
        if (ByteBuffer.wrap(theirs).getInt(ID_AT) == id) {
            throw new IllegalStateException("schema id " + id + " (expected: another)");
        }
        ByteBuffer.wrap(theirs).putInt(ID_AT, id);
        return theirs;
    }
}
