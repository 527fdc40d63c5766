package dev.kanit.ledger.bundle;

import dev.kanit.ledger.merkle.InclusionProof;
import dev.kanit.ledger.merkle.MerkleHasher;
import dev.kanit.ledger.merkle.ProofCheck;
import dev.kanit.ledger.note.Checkpoint;
import dev.kanit.ledger.note.MalformedNoteException;
import dev.kanit.ledger.note.SignedNote;
import dev.kanit.ledger.note.TlogProof;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Checks that each decision has its own proof under the checkpoint of its log, and no others. */
final class DecisionProofs {

    private final CheckedEntries entries;
    private final Findings findings;
    private final Tally tally;
    private final MerkleHasher hasher = new MerkleHasher();

    DecisionProofs(CheckedEntries entries, Findings findings, Tally tally) {
        this.entries = entries;
        this.findings = findings;
        this.tally = tally;
    }

    /**
     * @param decisions in order
     * @param head the signed checkpoint of their log
     */
    void check(List<Link> decisions, Optional<SignedNote> head) {
        Set<String> expected = new HashSet<>();
        for (int i = 0; i < decisions.size(); i++) {
            String name = EntryName.proof(i + 1);
            expected.add(name);
            Link decision = decisions.get(i);
            Optional<byte[]> content = entries.whole(name, BundleLimits.MAX_SMALL_BYTES);
            if (content.isPresent()) {
                wrong(content.get(), decision, head)
                        .ifPresent(
                                why ->
                                        findings.entry(
                                                FindingCode.PROOF_FAILS,
                                                name,
                                                "proof of the decision at offset %d: %s"
                                                        .formatted(decision.offset(), why)));
            }
        }
        for (String name : entries.names()) {
            if (name.startsWith("proofs/") && !expected.contains(name)) {
                findings.entry(
                        FindingCode.UNKNOWN_ENTRY,
                        name,
                        "proof of no decision (expected: %d proofs)".formatted(decisions.size()));
            }
        }
    }

    private Optional<String> wrong(byte[] content, Link decision, Optional<SignedNote> head) {
        try {
            TlogProof proof = TlogProof.parse(content);
            if (head.isEmpty() || !proof.note().equals(head.get())) {
                return Optional.of("another checkpoint (expected: that of the log)");
            }
            if (proof.index() != decision.index()) {
                return Optional.of(
                        "index: %d (expected: %d)".formatted(proof.index(), decision.index()));
            }
            Checkpoint checkpoint = Checkpoint.of(proof.note());
            ProofCheck check =
                    new InclusionProof(proof.index(), checkpoint.size(), proof.hashes())
                            .check(hasher, decision.leaf().toArray(), checkpoint.root().toArray());
            if (check instanceof ProofCheck.Fails(String why)) {
                return Optional.of(why);
            }
            tally.proofs++;
            return Optional.empty();
        } catch (MalformedNoteException malformed) {
            return Optional.of(String.valueOf(malformed.getMessage()));
        }
    }
}
