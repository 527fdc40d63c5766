package dev.kanit.ledger.bundle;

import dev.kanit.ledger.LogId;
import dev.kanit.ledger.merkle.MerkleHasher;
import dev.kanit.ledger.merkle.ProofCheck;
import dev.kanit.ledger.merkle.RangeProof;
import dev.kanit.ledger.note.Checkpoint;
import dev.kanit.ledger.note.MalformedNoteException;
import dev.kanit.ledger.note.SignedNote;
import dev.kanit.ledger.note.TlogProof;
import dev.kanit.ledger.text.StrictUtf8;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/** Checks what a bundle holds of one topic: from the signatures down to each record. */
final class LogCheck {

    /**
     * What was found.
     *
     * @param head its checkpoint, empty when it cannot be read
     * @param links leaves of the rollout, in order
     */
    record Result(Optional<SignedNote> head, List<Link> links, List<Closing> closings) {
        Result {
            links = List.copyOf(links);
            closings = List.copyOf(closings);
        }
    }

    private final Manifest manifest;
    private final CheckedEntries entries;
    private final Trust trust;
    private final Findings findings;
    private final Tally tally;
    private final MerkleHasher hasher = new MerkleHasher();
    private Optional<String> heads = Optional.empty();

    LogCheck(
            Manifest manifest,
            CheckedEntries entries,
            Trust trust,
            Findings findings,
            Tally tally) {
        this.manifest = manifest;
        this.entries = entries;
        this.trust = trust;
        this.findings = findings;
        this.tally = tally;
    }

    Result check(Manifest.Log log) {
        Optional<SignedNote> note = note(log);
        Optional<Checkpoint> head = note.flatMap(signed -> checkpoint(log, signed));
        head.ifPresent(checkpoint -> checkHead(log, checkpoint));
        Optional<RangeProof> range = head.flatMap(checkpoint -> range(log, checkpoint));

        Optional<MemberStream> records = entries.open(EntryName.records(log.topic()));
        Optional<MemberStream> leaves = entries.open(EntryName.entries(log.topic()));
        RecordMatch match = new RecordMatch(log, records.map(LineReader::new), findings, tally);
        LeafWalk walk =
                new LeafWalk(
                        manifest,
                        log.topic(),
                        range.map(RangeProof::begin).orElse(0L),
                        new LeafReader(
                                leaves.isPresent() ? leaves.get() : InputStream.nullInputStream()),
                        match,
                        findings,
                        tally);
        if (range.isPresent() && head.isPresent()) {
            byte[] root = head.get().root().toArray();
            judge(
                    range.get().check(hasher, () -> walk, root),
                    EntryName.entries(log.topic()),
                    "of the range in the tree of " + log.id().origin());
        }
        walk.forEachRemaining(_ -> {});
        match.finish();
        leaves.ifPresent(entries::finish);
        records.ifPresent(entries::finish);
        return new Result(
                head.isPresent() ? note : Optional.empty(), walk.links(), walk.closings());
    }

    private Optional<SignedNote> note(Manifest.Log log) {
        String name = EntryName.checkpoint(log.topic());
        Optional<byte[]> content = entries.whole(name, BundleLimits.MAX_CHECKPOINT_BYTES);
        if (content.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(SignedNote.parse(content.get()));
        } catch (MalformedNoteException malformed) {
            form(name, malformed);
            return Optional.empty();
        }
    }

    private Optional<Checkpoint> checkpoint(Manifest.Log log, SignedNote note) {
        String name = EntryName.checkpoint(log.topic());
        try {
            Checkpoint head = Checkpoint.of(note);
            requireOrigin(head, log.id().origin(), name);
            trust.check(note, log.id().origin(), name);
            return Optional.of(head);
        } catch (MalformedNoteException malformed) {
            form(name, malformed);
            return Optional.empty();
        }
    }

    private void checkHead(Manifest.Log log, Checkpoint head) {
        String name = EntryName.head(log.topic());
        Optional<byte[]> content = entries.whole(name, BundleLimits.MAX_SMALL_BYTES);
        if (content.isEmpty()) {
            return;
        }
        try {
            TlogProof proof = TlogProof.parse(content.get());
            String origin = LogId.headsOrigin(manifest.cluster());
            requireOrigin(Checkpoint.of(proof.note()), origin, name);
            trust.checkHeads(proof.note(), origin, name);
            requireOneHead(proof.note(), name);
            byte[] leaf = StrictUtf8.encode("head", head.body());
            judge(proof.check(hasher, leaf), name, "of the checkpoint in the log of heads");
        } catch (MalformedNoteException malformed) {
            form(name, malformed);
        }
    }

    /** Under one checkpoint, all partitions are as they were at one moment that a witness saw. */
    private void requireOneHead(SignedNote note, String name) {
        if (!note.text().equals(heads.orElse(note.text()))) {
            findings.entry(
                    FindingCode.HEADS_DIFFER,
                    name,
                    "under another checkpoint of the log of heads (expected: one for the bundle)");
        }
        heads = Optional.of(note.text());
    }

    private Optional<RangeProof> range(Manifest.Log log, Checkpoint head) {
        String name = EntryName.range(log.topic());
        Optional<byte[]> content = entries.whole(name, BundleLimits.MAX_SMALL_BYTES);
        try {
            return content.map(bytes -> RangeText.read(bytes, head.size()));
        } catch (IllegalArgumentException malformed) {
            form(name, malformed);
            return Optional.empty();
        }
    }

    private void requireOrigin(Checkpoint checkpoint, String origin, String name) {
        if (!checkpoint.origin().equals(origin)) {
            findings.entry(
                    FindingCode.WRONG_LOG,
                    name,
                    "origin: '%.200s' (expected: '%s')".formatted(checkpoint.origin(), origin));
        }
    }

    private void judge(ProofCheck check, String name, String what) {
        switch (check) {
            case ProofCheck.Holds _ -> tally.proofs++;
            case ProofCheck.Fails(String why) ->
                    findings.entry(FindingCode.PROOF_FAILS, name, "proof " + what + ": " + why);
        }
    }

    private void form(String name, Exception malformed) {
        findings.entry(FindingCode.ENTRY_FORM, name, String.valueOf(malformed.getMessage()));
    }
}
