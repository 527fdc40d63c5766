package dev.kanit.standalone.cli;

import dev.kanit.ledger.bundle.BundleContent;
import dev.kanit.ledger.bundle.BundleVerifier;
import dev.kanit.ledger.bundle.Verification;
import dev.kanit.ledger.note.MalformedNoteException;
import dev.kanit.ledger.note.TrustPolicy;
import dev.kanit.replay.RecordedRollout;
import dev.kanit.replay.RecordedRollout.TopicRecords;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.SchemaParseException;
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

    /**
     * The rollout in a verified bundle.
     *
     * @throws IOException when the file has changed since, or a schema in it is none
     */
    static RecordedRollout recorded(String rollout, BundleContent content) throws IOException {
        Map<Integer, Schema> schemas = new HashMap<>();
        for (Map.Entry<Integer, String> schema : content.schemas().entrySet()) {
            try {
                schemas.put(schema.getKey(), new Schema.Parser().parse(schema.getValue()));
            } catch (SchemaParseException unreadable) {
                throw new IOException(
                        "schemas/" + schema.getKey() + ".avsc: " + unreadable.getMessage(),
                        unreadable);
            }
        }
        Map<String, TopicRecords> topics = new HashMap<>();
        for (var log : content.logs().entrySet()) {
            topics.put(
                    log.getKey(),
                    new TopicRecords(log.getValue().partition(), content.records(log.getKey())));
        }
        return new RecordedRollout(rollout, topics, schemas);
    }

    static void requireFile(Path file, String what) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new IOException(file + ": no such file (expected: " + what + ")");
        }
    }

    private static TrustPolicy policy(Path file) throws IOException {
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
