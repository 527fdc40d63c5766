package dev.kanit.archiver.keys;

import dev.kanit.ledger.LogId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * {@code trust.policy}: an archive's keys, in the form that {@code c2sp.org/tlog-policy} asks for.
 * A key is named by what the origins of the cluster's logs begin with, and signs for all of them.
 */
public final class PolicyFile {

    private PolicyFile() {}

    /** Text of the policy for the archive of a cluster that no witness watches. */
    public static String text(String clusterId, ArchiverKeys keys) {
        return text(clusterId, keys, "quorum none\n");
    }

    /**
     * Text of the policy for the archive of a cluster.
     *
     * @param witnesses lines with the witnesses, their groups and the quorum
     */
    public static String text(String clusterId, ArchiverKeys keys, String witnesses) {
        String origin = LogId.clusterOrigin(clusterId);
        StringBuilder policy = new StringBuilder();
        policy.append("# Keys of the evidence archive of cluster ").append(clusterId).append(".\n");
        policy.append(
                "# They sign its bundles, and its logs' checkpoints under the logs' origins.\n");
        policy.append("log ").append(keys.currentOf(origin)).append('\n');
        keys.othersOf(origin).forEach(key -> policy.append("log ").append(key).append('\n'));
        return policy.append(witnesses).toString();
    }

    /** Writes the policy when it says something else. An auditor's copy must come another way. */
    public static void write(Path file, String clusterId, ArchiverKeys keys) throws IOException {
        write(file, text(clusterId, keys));
    }

    /** The same with witnesses, see {@link #text(String, ArchiverKeys, String)}. */
    public static void write(Path file, String clusterId, ArchiverKeys keys, String witnesses)
            throws IOException {
        write(file, text(clusterId, keys, witnesses));
    }

    private static void write(Path file, String text) throws IOException {
        if (!Files.exists(file) || !Files.readString(file).equals(text)) {
            PrivateFiles.replace(file, text);
            Files.setPosixFilePermissions(
                    file, java.nio.file.attribute.PosixFilePermissions.fromString("rw-r--r--"));
        }
    }
}
