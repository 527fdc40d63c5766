package dev.kanit.ledger.bundle;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Gives the content of entries and compares each with the manifest's digest on the way. What was
 * changed is still given, so that the record can be named in which it was.
 */
final class CheckedEntries {

    private final ByteBuffer file;
    private final Map<String, ZipMember> members = new LinkedHashMap<>();
    private final Manifest manifest;
    private final Findings findings;
    private final Tally tally;
    private final Set<String> done = new HashSet<>();

    CheckedEntries(
            ByteBuffer file,
            List<ZipMember> members,
            Manifest manifest,
            Findings findings,
            Tally tally) {
        this.file = file;
        this.manifest = manifest;
        this.findings = findings;
        this.tally = tally;
        members.forEach(member -> this.members.put(member.name(), member));
        done.add(EntryName.MANIFEST);
    }

    Set<String> names() {
        return members.keySet();
    }

    /** Empty, with a finding, when there is no such entry. */
    Optional<MemberStream> open(String name) {
        ZipMember member = members.get(name);
        if (member == null) {
            if (done.add(name)) {
                findings.entry(FindingCode.ENTRY_MISSING, name, "missing (expected: an entry)");
            }
            return Optional.empty();
        }
        return Optional.of(new MemberStream(file, member));
    }

    /** Reads what is left of an entry, and compares its digest. */
    void finish(MemberStream stream) {
        try (stream) {
            stream.transferTo(OutputStream.nullOutputStream());
        } catch (IOException damaged) {
            findings.entry(
                    FindingCode.ENTRY_DAMAGED, stream.name(), String.valueOf(damaged.getMessage()));
        }
        compare(stream);
    }

    private void compare(MemberStream stream) {
        tally.bytes += stream.count();
        String name = stream.name();
        if (!done.add(name) || stream.hash().isEmpty()) {
            return;
        }
        if (!manifest.subjects().containsKey(name)) {
            findings.entry(
                    FindingCode.ENTRY_ADDED, name, "not in the manifest (expected: nothing more)");
        } else if (!stream.hash().get().equals(manifest.subjects().get(name))) {
            findings.entry(
                    FindingCode.ENTRY_CHANGED,
                    name,
                    "sha256: %s (expected: %s)"
                            .formatted(
                                    stream.hash().get().hex(),
                                    manifest.subjects().get(name).hex()));
        }
    }

    /**
     * All of a small entry; empty, with a finding, when it is missing, larger, or cannot be read.
     */
    Optional<byte[]> whole(String name, int maxBytes) {
        ZipMember member = members.get(name);
        if (member != null && member.bytes() > maxBytes) {
            findings.entry(
                    FindingCode.TOO_LARGE,
                    name,
                    "length: %d bytes (expected: <= %d)".formatted(member.bytes(), maxBytes));
            return Optional.empty();
        }
        Optional<MemberStream> stream = open(name);
        if (stream.isEmpty()) {
            return Optional.empty();
        }
        try (MemberStream open = stream.get()) {
            byte[] content = open.readAllBytes();
            compare(open);
            return Optional.of(content);
        } catch (IOException damaged) {
            done.add(name);
            findings.entry(FindingCode.ENTRY_DAMAGED, name, String.valueOf(damaged.getMessage()));
            return Optional.empty();
        }
    }

    /** Compares all that nobody has asked for, and finds what the manifest has beyond that. */
    void finishRest() {
        for (String name : members.keySet()) {
            if (!done.contains(name)) {
                open(name).ifPresent(this::finish);
            }
        }
        for (String name : manifest.subjects().keySet()) {
            if (!members.containsKey(name) && done.add(name)) {
                findings.entry(
                        FindingCode.ENTRY_MISSING,
                        name,
                        "missing (expected: what the manifest has)");
            }
        }
    }
}
