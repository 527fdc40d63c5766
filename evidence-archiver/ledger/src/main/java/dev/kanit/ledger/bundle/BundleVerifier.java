package dev.kanit.ledger.bundle;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kanit.ledger.merkle.Hash;
import dev.kanit.ledger.note.SignedNote;
import dev.kanit.ledger.note.TrustPolicy;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Judges a bundle offline. It reads every byte, unpacks nothing to disk, and asks nobody: what it
 * says rests on the file, the policy and the JDK. Whatever is not shown counts as wrong or missing.
 */
public final class BundleVerifier {

    private final ByteBuffer file;
    private final Optional<TrustPolicy> policy;
    private final Findings findings = new Findings();
    private final Tally tally = new Tally();

    private BundleVerifier(ByteBuffer file, Optional<TrustPolicy> policy) {
        this.file = file;
        this.policy = policy;
    }

    /**
     * Verifies the bundle in a file, which must not change meanwhile.
     *
     * @param policy whose word counts; without one the verdict is {@link Verdict#VALID_WITH_LIMITS}
     *     at best
     * @throws IOException when the file cannot be read; a bad one gets a bad verdict
     */
    public static Verification verify(Path bundle, Optional<TrustPolicy> policy)
            throws IOException {
        try (FileChannel channel = FileChannel.open(bundle, StandardOpenOption.READ)) {
            long bytes = channel.size();
            if (bytes > BundleLimits.MAX_BUNDLE_BYTES) {
                BundleVerifier verifier = new BundleVerifier(ByteBuffer.allocate(0), policy);
                verifier.findings.bundle(
                        FindingCode.TOO_LARGE,
                        "bundle: %d bytes (expected: <= %d)"
                                .formatted(bytes, BundleLimits.MAX_BUNDLE_BYTES));
                return verifier.end(Optional.empty(), List.of());
            }
            return verify(channel.map(FileChannel.MapMode.READ_ONLY, 0, bytes), policy);
        }
    }

    /** As {@link #verify(Path, Optional)}, of a bundle in memory. */
    public static Verification verify(byte[] bundle, Optional<TrustPolicy> policy) {
        return verify(ByteBuffer.wrap(bundle).asReadOnlyBuffer(), policy);
    }

    private static Verification verify(ByteBuffer file, Optional<TrustPolicy> policy) {
        return new BundleVerifier(file, policy).verify();
    }

    private Verification verify() {
        List<ZipMember> members = List.of();
        Optional<Manifest> manifest = Optional.empty();
        try {
            members = ZipDirectory.read(file);
            Envelope envelope = envelope(members);
            Manifest said = Manifest.parse(envelope.payload().getBytes(UTF_8));
            manifest = Optional.of(said);
            Trust trust = new Trust(policy, envelope.key(), findings, tally);
            trust.checkManifest(envelope, said.cluster());
            checkArchive(members, said);
            check(said, new CheckedEntries(file, members, said, findings, tally), trust);
            trust.findLimits();
        } catch (MalformedBundleException malformed) {
            findings.add(malformed.finding());
        }
        return end(manifest, members);
    }

    private Envelope envelope(List<ZipMember> members) throws MalformedBundleException {
        if (members.isEmpty()) {
            throw MalformedBundleException.of(
                    FindingCode.NOT_A_BUNDLE, "zip: no entries (expected: a manifest)");
        }
        ZipMember first = members.getFirst();
        if (first.bytes() > BundleLimits.MAX_MANIFEST_BYTES) {
            throw MalformedBundleException.of(
                    FindingCode.TOO_LARGE,
                    first.name(),
                    "length: %d bytes (expected: <= %d)"
                            .formatted(first.bytes(), BundleLimits.MAX_MANIFEST_BYTES));
        }
        try (MemberStream stream = new MemberStream(file, first)) {
            byte[] content = stream.readAllBytes();
            tally.bytes += content.length;
            return Envelope.parse(content);
        } catch (IOException damaged) {
            throw MalformedBundleException.of(
                    FindingCode.ENTRY_DAMAGED, first.name(), String.valueOf(damaged.getMessage()));
        }
    }

    private void checkArchive(List<ZipMember> members, Manifest manifest) {
        Hash archive =
                Sha256.of(file, (int) members.getFirst().end(), (int) members.getLast().end());
        if (!archive.equals(manifest.archive())) {
            findings.bundle(
                    FindingCode.ARCHIVE_CHANGED,
                    "sha256 of the packed entries: %s (expected: %s)"
                            .formatted(archive.hex(), manifest.archive().hex()));
        }
    }

    private void check(Manifest manifest, CheckedEntries entries, Trust trust) {
        checkNames(manifest, entries);
        LogCheck logCheck = new LogCheck(manifest, entries, trust, findings, tally);
        OutsideCheck outside = new OutsideCheck(findings);
        SortedMap<String, List<Link>> links = new TreeMap<>();
        SortedMap<String, List<Link>> own = new TreeMap<>();
        List<Closing> closings = new ArrayList<>();
        Optional<SignedNote> decisionsHead = Optional.empty();
        for (Manifest.Log log : manifest.logs()) {
            LogCheck.Result result = logCheck.check(log);
            links.put(log.topic(), result.links());
            own.put(log.topic(), outside.without(log, result.links()));
            closings.addAll(result.closings());
            if (log.topic().equals(Closing.TOPIC)) {
                decisionsHead = result.head();
            }
        }
        new DecisionProofs(entries, findings, tally)
                .check(links.getOrDefault(Closing.TOPIC, List.of()), decisionsHead);
        new ChainCheck(findings).check(links.values().stream().flatMap(List::stream).toList());
        new ClosingCheck(findings).check(closings, own);
        checkPlan(manifest, entries);
        entries.finishRest();
    }

    private void checkNames(Manifest manifest, CheckedEntries entries) {
        List<String> topics = manifest.logs().stream().map(Manifest.Log::topic).toList();
        for (String name : entries.names()) {
            String[] parts = name.split("/", -1);
            if (!EntryName.isKnown(name)
                    || (parts[0].equals("logs") && !topics.contains(parts[1]))) {
                findings.entry(
                        FindingCode.UNKNOWN_ENTRY,
                        name,
                        "name (expected: one that format %d has)".formatted(Manifest.FORMAT));
            }
        }
    }

    private void checkPlan(Manifest manifest, CheckedEntries entries) {
        Optional<Hash> plan =
                entries.whole(EntryName.PLAN, BundleLimits.MAX_SMALL_BYTES).map(Sha256::of);
        if (plan.isPresent() && !plan.get().equals(manifest.plan())) {
            findings.entry(
                    FindingCode.PLAN_CHANGED,
                    EntryName.PLAN,
                    "sha256: %s (expected: %s)".formatted(plan.get().hex(), manifest.plan().hex()));
        }
    }

    private Verification end(Optional<Manifest> manifest, List<ZipMember> members) {
        Verdict verdict = findings.verdict();
        return new Verification(
                verdict,
                findings.list(),
                findings.omitted(),
                tally.counted(),
                manifest.map(Manifest::rollout),
                manifest.map(Manifest::outcome),
                verdict == Verdict.INVALID
                        ? Optional.empty()
                        : manifest.map(said -> new BundleContent(file, members, said)));
    }
}
