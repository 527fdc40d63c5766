package dev.kanit.ledger.bundle;

import dev.kanit.ledger.merkle.Hash;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.CRC32;
import java.util.zip.CheckedOutputStream;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/**
 * Packs entries into a temporary file, since the manifest stands before them and must know their
 * digests. Names are given in their order. The same entries always give the same bytes, by the same
 * zlib.
 */
final class ZipSpool implements AutoCloseable {

    /** Writes an entry's content; asked again when that had better not be deflated. */
    @FunctionalInterface
    interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

    private static final int LEVEL = 6;
    private static final int BUFFER_BYTES = 64 << 10;

    private final Path path;
    private final FileChannel file;
    private final List<ZipMember> members = new ArrayList<>();
    private final SortedMap<String, Hash> digests = new TreeMap<>();

    ZipSpool() throws IOException {
        path = Files.createTempFile("kanit-bundle", ".zip");
        file = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
    }

    /** Adds an entry, whose name is greater than those before. */
    void add(String name, Content content) throws IOException {
        long offset = file.position();
        ZipMember deflated = pack(name, ZipMember.DEFLATED, offset, content);
        boolean isWorse = deflated.packedBytes() >= deflated.bytes();
        if (isWorse || ZipDirectory.isBomb(deflated.bytes(), deflated.packedBytes())) {
            file.truncate(offset);
            members.add(pack(name, ZipMember.STORED, offset, content));
        } else {
            members.add(deflated);
        }
    }

    private ZipMember pack(String name, int method, long offset, Content content)
            throws IOException {
        ZipMember draft = new ZipMember(name, method, 0, 0, 0, offset);
        file.position(draft.dataOffset());
        OutputStream packed =
                new BufferedOutputStream(Channels.newOutputStream(file), BUFFER_BYTES);
        Deflater zlib = new Deflater(LEVEL, true);
        try {
            OutputStream out =
                    method == ZipMember.DEFLATED
                            ? new DeflaterOutputStream(packed, zlib, BUFFER_BYTES)
                            : packed;
            CheckedOutputStream crc = new CheckedOutputStream(out, new CRC32());
            MessageDigest sha256 = Sha256.digest();
            Counting counting = new Counting(new DigestOutputStream(crc, sha256));
            OutputStream buffered = new BufferedOutputStream(counting, BUFFER_BYTES);
            content.writeTo(buffered);
            buffered.flush();
            if (out instanceof DeflaterOutputStream deflating) {
                deflating.finish();
            }
            packed.flush();
            digests.put(name, Hash.of(sha256.digest()));
            ZipMember member =
                    new ZipMember(
                            name,
                            method,
                            crc.getChecksum().getValue(),
                            file.position() - draft.dataOffset(),
                            counting.count,
                            offset);
            require(name, member);
            write(ZipLayout.local(member), offset);
            return member;
        } finally {
            zlib.end();
        }
    }

    private static void require(String name, ZipMember member) throws IOException {
        if (member.bytes() > BundleLimits.MAX_ENTRY_BYTES
                || member.end() > BundleLimits.MAX_BUNDLE_BYTES) {
            throw new IOException(
                    "%s: %d bytes, bundle of %d (expected: <= %d, <= %d)"
                            .formatted(
                                    name,
                                    member.bytes(),
                                    member.end(),
                                    BundleLimits.MAX_ENTRY_BYTES,
                                    BundleLimits.MAX_BUNDLE_BYTES));
        }
    }

    private void write(byte[] bytes, long offset) throws IOException {
        ByteBuffer rest = ByteBuffer.wrap(bytes);
        long at = offset;
        while (rest.hasRemaining()) {
            at += file.write(rest, at);
        }
    }

    /** SHA-256 of each entry's content. */
    SortedMap<String, Hash> digests() {
        return Collections.unmodifiableSortedMap(digests);
    }

    /** SHA-256 of all that was packed. */
    Hash archive() throws IOException {
        MessageDigest sha256 = Sha256.digest();
        copy(new DigestOutputStream(OutputStream.nullOutputStream(), sha256));
        return Hash.of(sha256.digest());
    }

    /** Writes the file: the manifest, all entries, the directory. */
    void finish(byte[] manifest, OutputStream out) throws IOException {
        CRC32 crc = new CRC32();
        crc.update(manifest);
        ZipMember first =
                new ZipMember(
                        EntryName.MANIFEST,
                        ZipMember.STORED,
                        crc.getValue(),
                        manifest.length,
                        manifest.length,
                        0);
        out.write(ZipLayout.local(first));
        out.write(manifest);
        copy(out);
        byte[] entry = ZipLayout.central(first);
        out.write(entry);
        long centralBytes = entry.length;
        for (ZipMember member : members) {
            entry = ZipLayout.central(moved(member, first.end()));
            out.write(entry);
            centralBytes += entry.length;
        }
        out.write(ZipLayout.end(1 + members.size(), centralBytes, first.end() + file.size()));
    }

    private static ZipMember moved(ZipMember member, long by) {
        return new ZipMember(
                member.name(),
                member.method(),
                member.crc(),
                member.packedBytes(),
                member.bytes(),
                member.offset() + by);
    }

    private void copy(OutputStream out) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
        long at = 0;
        while (file.read(buffer, at) > 0) {
            out.write(buffer.array(), 0, buffer.position());
            at += buffer.position();
            buffer.clear();
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
        Files.deleteIfExists(path);
    }

    private static final class Counting extends OutputStream {

        private final OutputStream out;
        private long count;

        Counting(OutputStream out) {
            this.out = out;
        }

        @Override
        public void write(int one) throws IOException {
            out.write(one);
            count++;
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            out.write(bytes, offset, length);
            count += length;
        }
    }
}
