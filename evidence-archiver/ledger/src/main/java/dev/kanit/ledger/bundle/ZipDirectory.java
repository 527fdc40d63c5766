package dev.kanit.ledger.bundle;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Reads where a bundle's entries lie. Every byte outside of the entries' content must be the one
 * that {@link ZipLayout} writes, so there is nothing that two zip readers could see differently.
 */
final class ZipDirectory {

    private static final int ENCRYPTED = 1;
    private static final int DATA_DESCRIPTOR = 1 << 3;

    private final ByteBuffer file;
    private final Set<String> names = new HashSet<>();
    private long totalBytes;

    private ZipDirectory(ByteBuffer file) {
        this.file = file;
    }

    /** The entries in their order, the manifest first. */
    static List<ZipMember> read(ByteBuffer file) throws MalformedBundleException {
        return new ZipDirectory(file.duplicate().order(ByteOrder.LITTLE_ENDIAN)).read();
    }

    private List<ZipMember> read() throws MalformedBundleException {
        int end = file.limit() - ZipLayout.END_BYTES;
        if (end < 0 || file.getInt(end) != ZipLayout.END) {
            throw MalformedBundleException.of(
                    FindingCode.NOT_A_BUNDLE,
                    "zip: no end record in the last %d bytes, %s"
                            .formatted(ZipLayout.END_BYTES, TruncatedZip.describe(file)));
        }
        int count = Short.toUnsignedInt(file.getShort(end + 10));
        long centralBytes = Integer.toUnsignedLong(file.getInt(end + 12));
        long centralOffset = Integer.toUnsignedLong(file.getInt(end + 16));
        if (count > BundleLimits.MAX_ENTRIES) {
            throw MalformedBundleException.of(
                    FindingCode.TOO_LARGE,
                    "zip: %d entries (expected: <= %d)".formatted(count, BundleLimits.MAX_ENTRIES));
        }
        if (centralOffset + centralBytes != end
                || !isAt(end, ZipLayout.end(count, centralBytes, centralOffset))) {
            throw MalformedBundleException.of(
                    FindingCode.NOT_A_BUNDLE,
                    "zip: directory of %d bytes at %d (expected: up to the end record, of one part,"
                                    .formatted(centralBytes, centralOffset)
                            + " nothing before or after)");
        }
        List<ZipMember> members = new ArrayList<>(count);
        int at = (int) centralOffset;
        long offset = 0;
        for (int i = 0; i < count; i++) {
            ZipMember member = member(at, end, offset);
            requireOrder(members, member);
            members.add(member);
            at += ZipLayout.CENTRAL_BYTES + member.name().length();
            offset = member.end();
        }
        if (at != end || offset != centralOffset) {
            throw MalformedBundleException.of(
                    FindingCode.ZIP_FORM,
                    "zip: entries end at %d, directory at %d (expected: %d, %d)"
                            .formatted(offset, at, centralOffset, end));
        }
        return members;
    }

    private ZipMember member(int at, int end, long offset) throws MalformedBundleException {
        if (at + ZipLayout.CENTRAL_BYTES > end || file.getInt(at) != ZipLayout.CENTRAL) {
            throw MalformedBundleException.of(
                    FindingCode.ZIP_FORM, "zip: no directory entry at byte " + at);
        }
        int nameBytes = Short.toUnsignedInt(file.getShort(at + 28));
        if (at + ZipLayout.CENTRAL_BYTES + nameBytes > end) {
            throw MalformedBundleException.of(
                    FindingCode.ZIP_FORM, "zip: name beyond the directory at byte " + at);
        }
        byte[] bytes = new byte[nameBytes];
        file.get(at + ZipLayout.CENTRAL_BYTES, bytes);
        String name = new String(bytes, ISO_8859_1);
        Optional<String> unsafe = EntryName.refusal(name);
        if (unsafe.isPresent()) {
            throw MalformedBundleException.of(FindingCode.UNSAFE_NAME, unsafe.get());
        }
        if (!names.add(name.toLowerCase(Locale.ROOT))) {
            throw MalformedBundleException.of(
                    FindingCode.DUPLICATE_NAME, name, "name: a second time (expected: once)");
        }
        requirePlain(name, at);
        ZipMember member =
                new ZipMember(
                        name,
                        Short.toUnsignedInt(file.getShort(at + 10)),
                        Integer.toUnsignedLong(file.getInt(at + 16)),
                        Integer.toUnsignedLong(file.getInt(at + 20)),
                        Integer.toUnsignedLong(file.getInt(at + 24)),
                        offset);
        requireBounds(member);
        if (!isAt(at, ZipLayout.central(member))) {
            throw form(
                    name,
                    "directory entry (expected: no gap before the entry, no attributes,"
                            + " extra fields, comments or times)");
        }
        if (!isAt(offset, ZipLayout.local(member))) {
            throw form(name, "local header (expected: what the directory says)");
        }
        return member;
    }

    private void requirePlain(String name, int at) throws MalformedBundleException {
        int flags = Short.toUnsignedInt(file.getShort(at + 8));
        if ((flags & ENCRYPTED) != 0) {
            throw form(name, "encrypted (expected: not)");
        }
        if ((flags & DATA_DESCRIPTOR) != 0) {
            throw form(name, "data descriptor (expected: none)");
        }
        int method = Short.toUnsignedInt(file.getShort(at + 10));
        if (method != ZipMember.STORED && method != ZipMember.DEFLATED) {
            throw form(name, "method: " + method + " (expected: 0 or 8)");
        }
        int attributes = file.getInt(at + 38);
        if (attributes != 0) {
            throw form(
                    name, "attributes: %08x (expected: none, as of a file)".formatted(attributes));
        }
    }

    private void requireBounds(ZipMember member) throws MalformedBundleException {
        totalBytes += member.bytes();
        if (member.end() > file.limit()) {
            throw form(member.name(), "length: beyond the file's end");
        }
        if (member.bytes() > BundleLimits.MAX_ENTRY_BYTES
                || totalBytes > BundleLimits.MAX_TOTAL_BYTES) {
            throw MalformedBundleException.of(
                    FindingCode.TOO_LARGE,
                    member.name(),
                    "length: %d bytes, %d in all (expected: <= %d, <= %d)"
                            .formatted(
                                    member.bytes(),
                                    totalBytes,
                                    BundleLimits.MAX_ENTRY_BYTES,
                                    BundleLimits.MAX_TOTAL_BYTES));
        }
        if (isBomb(member.bytes(), member.packedBytes())) {
            throw MalformedBundleException.of(
                    FindingCode.TOO_LARGE,
                    member.name(),
                    "packed: %d bytes into %d (expected: at most %d into one)"
                            .formatted(
                                    member.bytes(), member.packedBytes(), BundleLimits.MAX_RATIO));
        }
        if (member.method() == ZipMember.STORED && member.bytes() != member.packedBytes()) {
            throw form(member.name(), "length: differs from the packed one (expected: equal)");
        }
    }

    static boolean isBomb(long bytes, long packedBytes) {
        return bytes > BundleLimits.RATIO_FREE_BYTES
                && bytes > packedBytes * BundleLimits.MAX_RATIO;
    }

    private static void requireOrder(List<ZipMember> before, ZipMember member)
            throws MalformedBundleException {
        boolean isManifest = member.name().equals(EntryName.MANIFEST);
        if (before.isEmpty() != isManifest
                || (isManifest && member.method() != ZipMember.STORED)
                || (before.size() > 1 && before.getLast().name().compareTo(member.name()) >= 0)) {
            throw form(
                    member.name(),
                    "place (expected: %s first and stored, then sorted names)"
                            .formatted(EntryName.MANIFEST));
        }
    }

    private boolean isAt(long offset, byte[] expected) {
        if (offset + expected.length > file.limit()) {
            return false;
        }
        ByteBuffer found = file.slice((int) offset, expected.length);
        return found.equals(ByteBuffer.wrap(expected));
    }

    private static MalformedBundleException form(String name, String sentence) {
        return MalformedBundleException.of(FindingCode.ZIP_FORM, name, sentence);
    }
}
