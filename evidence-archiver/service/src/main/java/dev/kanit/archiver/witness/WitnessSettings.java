package dev.kanit.archiver.witness;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kanit.ledger.note.MalformedNoteException;
import dev.kanit.ledger.note.TrustPolicy;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Collectors;

/**
 * Which witnesses are asked.
 *
 * @param policy witnesses, groups and the quorum that bundles should carry; each witness with the
 *     URL at which it takes checkpoints
 * @param lines of the policy, as they go into the trust policy that auditors are given
 * @param patience how long a bundle waits for a quorum, 0 s to 1 h; then it is made without
 */
public record WitnessSettings(TrustPolicy policy, String lines, Duration patience) {

    public static final Duration USUAL_PATIENCE = Duration.ofMinutes(1);

    private static final Duration MOST = Duration.ofHours(1);
    private static final long MAX_FILE_BYTES = 1 << 20;

    public WitnessSettings {
        if (patience.isNegative() || patience.compareTo(MOST) > 0) {
            throw new IllegalArgumentException(
                    "patience: %s (expected: 0 s to %s)".formatted(patience, MOST));
        }
        if (!policy.logs().isEmpty()) {
            throw new IllegalArgumentException(
                    "witnesses: with a log (expected: witness, group and quorum lines)");
        }
        policy.witnesses()
                .forEach(
                        (name, witness) ->
                                requireUrl(
                                        name,
                                        witness.url()
                                                .orElseThrow(
                                                        () ->
                                                                new IllegalArgumentException(
                                                                        name
                                                                                + ": no URL (expected: where it takes checkpoints)"))));
    }

    /**
     * Reads the file: {@code witness <name> <vkey> <url>}, {@code group …} and {@code quorum …}
     * lines of a tlog-policy.
     *
     * @throws IOException when it cannot be read, or says something else
     */
    public static WitnessSettings read(Path file, Duration patience) throws IOException {
        if (Files.size(file) > MAX_FILE_BYTES) {
            throw new IOException(file + ": (expected: <= " + MAX_FILE_BYTES + " bytes)");
        }
        String text = Files.readString(file);
        try {
            return new WitnessSettings(
                    TrustPolicy.parse(text.getBytes(UTF_8)),
                    text.lines()
                            .filter(line -> !line.isBlank() && !line.strip().startsWith("#"))
                            .collect(Collectors.joining("\n", "", "\n")),
                    patience);
        } catch (MalformedNoteException | IllegalArgumentException wrong) {
            throw new IOException(file + ": " + wrong.getMessage(), wrong);
        }
    }

    private static void requireUrl(String name, String url) {
        URI uri = URI.create(url);
        boolean isHttp = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
        if (!isHttp || uri.getHost() == null || uri.getUserInfo() != null) {
            throw new IllegalArgumentException(
                    name + ": '" + url + "' (expected: http(s)://host[:port][/path])");
        }
    }
}
