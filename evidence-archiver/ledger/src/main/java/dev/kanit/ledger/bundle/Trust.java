package dev.kanit.ledger.bundle;

import dev.kanit.ledger.note.NoteCheck;
import dev.kanit.ledger.note.NoteKey;
import dev.kanit.ledger.note.PolicyCheck;
import dev.kanit.ledger.note.SignedNote;
import dev.kanit.ledger.note.TrustPolicy;
import dev.kanit.ledger.note.TrustPolicy.Party;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Whose signatures count: those of the policy's keys, or without a policy those of the key that the
 * bundle's manifest names. Either key signs for the origin that is its name and for all below.
 */
final class Trust {

    private final Optional<TrustPolicy> policy;
    private final NoteKey asserted;
    private final Findings findings;
    private final Tally tally;
    private final Set<SignedNote> checkedHeads = new HashSet<>();
    private boolean isAloneSomewhere;

    Trust(Optional<TrustPolicy> policy, NoteKey asserted, Findings findings, Tally tally) {
        this.policy = policy;
        this.asserted = asserted;
        this.findings = findings;
        this.tally = tally;
    }

    /** Checks who signed the manifest. */
    void checkManifest(Envelope envelope, String cluster) {
        String name = Manifest.signerName(cluster);
        if (!keysFor(name).contains(envelope.key())) {
            findings.entry(
                    FindingCode.FOREIGN_KEY,
                    EntryName.MANIFEST,
                    "signed by %s (expected: a key of the policy, as %s)"
                            .formatted(envelope.key(), name));
        }
        if (envelope.isGenuine()) {
            tally.signature(envelope.key());
        } else {
            findings.entry(
                    FindingCode.SIGNATURE_WRONG,
                    EntryName.MANIFEST,
                    "the signature is not by " + envelope.key());
        }
    }

    /** Checks who signed the log {@code origin}'s checkpoint, which stands in {@code entry}. */
    boolean check(SignedNote note, String origin, String entry) {
        List<NoteKey> keys = keysFor(origin);
        return switch (note.check(keys)) {
            case NoteCheck.Signed(List<NoteKey> by) -> {
                by.forEach(tally::signature);
                yield true;
            }
            case NoteCheck.Forged(NoteKey key) -> {
                findings.entry(
                        FindingCode.SIGNATURE_WRONG, entry, "the signature is not by " + key);
                yield false;
            }
            case NoteCheck.Unknown _ -> {
                findings.entry(
                        FindingCode.FOREIGN_KEY,
                        entry,
                        "checkpoint of %s: signed by none of %s".formatted(origin, keys));
                yield false;
            }
        };
    }

    /** Checks who signed and who cosigned the checkpoint of the heads log, each once. */
    void checkHeads(SignedNote note, String origin, String entry) {
        if (!checkedHeads.add(note) || !check(note, origin, entry) || policy.isEmpty()) {
            return;
        }
        List<Party> logs =
                keysFor(origin).stream().map(key -> new Party(key, Optional.empty())).toList();
        TrustPolicy said = policy.get();
        List<NoteKey> witnesses = said.witnesses().values().stream().map(Party::key).toList();
        if (note.check(witnesses) instanceof NoteCheck.Forged(NoteKey key)) {
            findings.entry(FindingCode.SIGNATURE_WRONG, entry, "the cosignature is not by " + key);
            return;
        }
        TrustPolicy ofHeads = new TrustPolicy(logs, said.witnesses(), said.groups(), said.quorum());
        switch (ofHeads.check(note)) {
            case PolicyCheck.Trusted trusted -> {
                trusted.cosignedBy().values().forEach(tally::signature);
                isAloneSomewhere |= trusted.cosignedBy().isEmpty();
            }
            case PolicyCheck.Untrusted(String why) ->
                    findings.entry(FindingCode.QUORUM_NOT_MET, entry, why);
        }
    }

    /** Finds what the bundle's word rests on, once everything was checked. */
    void findLimits() {
        if (policy.isEmpty()) {
            findings.bundle(
                    FindingCode.SELF_ASSERTED_KEY,
                    "only the bundle says whose key %s is (expected: a trust policy)"
                            .formatted(asserted));
        } else if (isAloneSomewhere) {
            findings.bundle(
                    FindingCode.SINGLE_SIGNER,
                    "no witness cosigned (expected: one of the policy's; its quorum asks for none)");
        }
        if (policy.isEmpty() || isAloneSomewhere) {
            findings.bundle(
                    FindingCode.SELF_ASSERTED_TIME,
                    "only the archiver's clock says when (expected: a witness's cosignature)");
        }
    }

    private List<NoteKey> keysFor(String origin) {
        List<NoteKey> keys = new ArrayList<>();
        if (policy.isPresent()) {
            policy.get().logs().forEach(log -> addFor(origin, log.key(), keys));
        } else {
            addFor(origin, asserted, keys);
        }
        return keys;
    }

    private static void addFor(String origin, NoteKey key, List<NoteKey> keys) {
        if (!origin.equals(key.name()) && !origin.startsWith(key.name() + "/")) {
            return;
        }
        keys.add(key.named(origin));
    }
}
