package dev.kanit.ledger.note;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.kanit.ledger.note.TrustPolicy.Group;
import dev.kanit.ledger.note.TrustPolicy.Party;
import dev.kanit.ledger.text.StrictUtf8;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads a policy line by line; names are octets, one {@code char} each, as the format asks. */
final class PolicyReader {

    private static final int MAX_BYTES = 1 << 20;
    private static final int MAX_LINES = 4_096;

    private final List<Party> logs = new ArrayList<>();
    private final Map<String, Party> witnesses = new LinkedHashMap<>();
    private final Map<String, Group> groups = new LinkedHashMap<>();
    private final Set<String> members = new HashSet<>();
    private Optional<String> quorum = Optional.empty();

    TrustPolicy read(byte[] file) throws MalformedNoteException {
        if (file.length > MAX_BYTES) {
            throw new MalformedNoteException(
                    "policy: %d bytes (expected: <= %d)".formatted(file.length, MAX_BYTES));
        }
        String[] lines = new String(file, ISO_8859_1).split("\n", -1);
        if (lines.length > MAX_LINES) {
            throw new MalformedNoteException(
                    "policy: %d lines (expected: <= %d)".formatted(lines.length, MAX_LINES));
        }
        for (int i = 0; i < lines.length; i++) {
            try {
                line(lines[i]);
            } catch (MalformedNoteException wrong) {
                throw new MalformedNoteException(
                        "line %d: %s".formatted(i + 1, wrong.getMessage()), wrong);
            }
        }
        return new TrustPolicy(
                logs,
                witnesses,
                groups,
                quorum.orElseThrow(
                        () -> new MalformedNoteException("quorum: none (expected: one line)")));
    }

    private void line(String line) throws MalformedNoteException {
        if (line.chars().anyMatch(octet -> octet == 0x7F || (octet < ' ' && octet != '\t'))) {
            throw new MalformedNoteException("control character (expected: none but tab)");
        }
        List<String> items =
                Arrays.stream(line.split("[ \t]+")).filter(item -> !item.isEmpty()).toList();
        if (items.isEmpty() || items.getFirst().startsWith("#")) {
            return;
        }
        switch (items.getFirst()) {
            case "log" -> log(items);
            case "witness" -> witness(items);
            case "group" -> group(items);
            case "quorum" -> quorum(items);
            default ->
                    throw new MalformedNoteException(
                            "'%.40s' (expected: log, witness, group or quorum)"
                                    .formatted(items.getFirst()));
        }
    }

    private void log(List<String> items) throws MalformedNoteException {
        requireItems(items, 2, 3, "log <vkey> [<url>]");
        Party log = party(items.get(1), items, 2, SignatureType.ED25519);
        requireNew(log, logs);
        logs.add(log);
    }

    private void witness(List<String> items) throws MalformedNoteException {
        requireItems(items, 3, 4, "witness <name> <vkey> [<url>]");
        Party witness = party(items.get(2), items, 3, SignatureType.COSIGNATURE);
        requireNew(witness, List.copyOf(witnesses.values()));
        requireFree(items.get(1));
        witnesses.put(items.get(1), witness);
    }

    private void group(List<String> items) throws MalformedNoteException {
        requireItems(items, 4, MAX_LINES, "group <name> all|any|<k> <name>...");
        requireFree(items.get(1));
        List<String> named = items.subList(3, items.size());
        for (String name : named) {
            requireDefined(name);
            if (!members.add(name)) {
                throw new MalformedNoteException("'" + name + "' (expected: in one group, once)");
            }
        }
        int threshold =
                switch (items.get(2)) {
                    case "all" -> named.size();
                    case "any" -> 1;
                    case String count when count.matches("[1-9][0-9]{0,3}") ->
                            Integer.parseInt(count);
                    default -> 0;
                };
        if (threshold < 1 || threshold > named.size()) {
            throw new MalformedNoteException(
                    "threshold: '%.40s' (expected: all, any, or 1 to %d)"
                            .formatted(items.get(2), named.size()));
        }
        groups.put(items.get(1), new Group(threshold, named));
    }

    private void quorum(List<String> items) throws MalformedNoteException {
        requireItems(items, 2, 2, "quorum <name>");
        if (quorum.isPresent()) {
            throw new MalformedNoteException("quorum: a second one (expected: one)");
        }
        if (!items.get(1).equals(TrustPolicy.NONE)) {
            requireDefined(items.get(1));
        }
        quorum = Optional.of(items.get(1));
    }

    private static Party party(String vkey, List<String> items, int url, SignatureType type)
            throws MalformedNoteException {
        NoteKey key =
                NoteKey.parse(
                        StrictUtf8.decode(vkey.getBytes(ISO_8859_1))
                                .orElseThrow(
                                        () ->
                                                new MalformedNoteException(
                                                        "vkey: (expected: UTF-8)")));
        if (key.type() != type) {
            throw new MalformedNoteException(
                    "vkey: of type %s (expected: %s)".formatted(key.type(), type));
        }
        return new Party(key, url < items.size() ? Optional.of(items.get(url)) : Optional.empty());
    }

    private static void requireItems(List<String> items, int least, int most, String form)
            throws MalformedNoteException {
        if (items.size() < least || items.size() > most) {
            throw new MalformedNoteException(
                    "%d items (expected: %s)".formatted(items.size(), form));
        }
    }

    private static void requireNew(Party party, List<Party> others) throws MalformedNoteException {
        for (Party other : others) {
            if (Arrays.equals(other.key().publicKey(), party.key().publicKey())) {
                throw new MalformedNoteException("vkey: its key was given before (expected: once)");
            }
        }
    }

    private void requireFree(String name) throws MalformedNoteException {
        if (name.equals(TrustPolicy.NONE)
                || witnesses.containsKey(name)
                || groups.containsKey(name)) {
            throw new MalformedNoteException("'" + name + "' (expected: a name not taken)");
        }
    }

    private void requireDefined(String name) throws MalformedNoteException {
        if (!witnesses.containsKey(name) && !groups.containsKey(name)) {
            throw new MalformedNoteException(
                    "'" + name + "' (expected: a witness or group of a line before)");
        }
    }
}
