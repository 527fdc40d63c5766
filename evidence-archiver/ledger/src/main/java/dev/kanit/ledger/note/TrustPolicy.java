package dev.kanit.ledger.note;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Whose word counts ({@code c2sp.org/tlog-policy}): a checkpoint is trusted when one of the logs
 * signed it and the quorum of witnesses cosigned it.
 *
 * @param logs whose key's name is the log's origin; may be empty when the log is known otherwise,
 *     but then nothing is trusted by {@link #check}
 * @param witnesses by the names that the policy gives them
 * @param groups by name
 * @param quorum a witness, a group, or {@code none}
 */
public record TrustPolicy(
        List<Party> logs, Map<String, Party> witnesses, Map<String, Group> groups, String quorum) {

    /** Names the quorum that asks for nobody. */
    public static final String NONE = "none";

    /**
     * A log or a witness.
     *
     * @param url where it can be asked, of no meaning offline
     */
    public record Party(NoteKey key, Optional<String> url) {}

    /**
     * Witnesses that count together.
     *
     * @param threshold how many members it needs, 1 to their number
     * @param members names of witnesses and groups
     */
    public record Group(int threshold, List<String> members) {
        public Group {
            members = List.copyOf(members);
            if (threshold < 1 || threshold > members.size()) {
                throw new IllegalArgumentException(
                        "threshold: %d of %d (expected: 1 to the number of members)"
                                .formatted(threshold, members.size()));
            }
        }
    }

    public TrustPolicy {
        logs = List.copyOf(logs);
        witnesses = Map.copyOf(witnesses);
        groups = Map.copyOf(groups);
        if (!quorum.equals(NONE) && !witnesses.containsKey(quorum) && !groups.containsKey(quorum)) {
            throw new IllegalArgumentException(
                    "quorum: '" + quorum + "' (expected: none, a witness or a group)");
        }
    }

    /**
     * Reads a policy.
     *
     * @throws MalformedNoteException naming the line that is wrong
     */
    public static TrustPolicy parse(byte[] file) throws MalformedNoteException {
        return new PolicyReader().read(file);
    }

    /** Judges a signed checkpoint. */
    public PolicyCheck check(SignedNote note) {
        List<NoteKey> known = new ArrayList<>();
        logs.forEach(log -> known.add(log.key()));
        witnesses.values().forEach(witness -> known.add(witness.key()));
        return switch (note.check(known)) {
            case NoteCheck.Forged(NoteKey key) ->
                    new PolicyCheck.Untrusted(
                            "the signature of " + key.name() + " is not by its key");
            case NoteCheck.Unknown _ ->
                    new PolicyCheck.Untrusted("signatures: none by a log or witness of the policy");
            case NoteCheck.Signed(List<NoteKey> by) -> judge(note, by);
        };
    }

    private PolicyCheck judge(SignedNote note, List<NoteKey> by) {
        Checkpoint checkpoint;
        try {
            checkpoint = Checkpoint.of(note);
        } catch (MalformedNoteException broken) {
            return new PolicyCheck.Untrusted(String.valueOf(broken.getMessage()));
        }
        Optional<NoteKey> log =
                by.stream()
                        .filter(key -> logs.stream().anyMatch(one -> one.key().equals(key)))
                        .filter(key -> key.name().equals(checkpoint.origin()))
                        .findFirst();
        if (log.isEmpty()) {
            return new PolicyCheck.Untrusted(
                    "origin: '%s' (expected: a log of the policy that signed)"
                            .formatted(checkpoint.origin()));
        }
        Map<String, NoteKey> cosigned = new TreeMap<>();
        witnesses.forEach(
                (name, witness) -> {
                    if (by.contains(witness.key())) {
                        cosigned.put(name, witness.key());
                    }
                });
        return isMet(quorum, cosigned.keySet())
                ? new PolicyCheck.Trusted(checkpoint, log.get(), cosigned)
                : new PolicyCheck.Untrusted(
                        "quorum: cosigned by %s (expected: what '%s' asks for)"
                                .formatted(new TreeSet<>(cosigned.keySet()), quorum));
    }

    /** Ends, since groups name only what was defined before them. */
    private boolean isMet(String name, Set<String> cosigned) {
        Group group = groups.get(name);
        if (group == null) {
            return name.equals(NONE) || cosigned.contains(name);
        }
        return group.members().stream().filter(member -> isMet(member, cosigned)).count()
                >= group.threshold();
    }
}
