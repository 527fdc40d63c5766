package dev.kanit.ledger.bundle;

import dev.kanit.ledger.merkle.Hash;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * The content of an entry, checked against length and CRC while it is read. An {@link IOException}
 * says that it is damaged; nothing else can fail, since the file lies in memory.
 */
final class MemberStream extends InputStream {

    private final ZipMember member;
    private final ByteBuffer packed;
    private final Optional<Inflater> inflater;
    private final CRC32 crc = new CRC32();
    private final MessageDigest digest = Sha256.digest();
    private final byte[] one = new byte[1];
    private Optional<Hash> hash = Optional.empty();
    private long count;

    MemberStream(ByteBuffer file, ZipMember member) {
        this.member = member;
        this.packed = file.slice((int) member.dataOffset(), (int) member.packedBytes());
        if (member.method() == ZipMember.DEFLATED) {
            Inflater zlib = new Inflater(true);
            zlib.setInput(packed);
            inflater = Optional.of(zlib);
        } else {
            inflater = Optional.empty();
        }
    }

    String name() {
        return member.name();
    }

    /** SHA-256 of the content, present when all of it was read and nothing was damaged. */
    Optional<Hash> hash() {
        return hash;
    }

    /** Bytes read so far. */
    long count() {
        return count;
    }

    @Override
    public int read() throws IOException {
        return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
    }

    @Override
    public int read(byte[] out, int offset, int length) throws IOException {
        if (hash.isPresent()) {
            return -1;
        }
        if (length == 0) {
            return 0;
        }
        int read =
                inflater.isPresent()
                        ? inflate(inflater.get(), out, offset, length)
                        : copy(out, offset, length);
        if (read == 0) {
            finish();
            return -1;
        }
        count += read;
        if (count > member.bytes()) {
            throw damaged("longer than its header says");
        }
        crc.update(out, offset, read);
        digest.update(out, offset, read);
        return read;
    }

    private int copy(byte[] out, int offset, int length) {
        int count = Math.min(length, packed.remaining());
        packed.get(out, offset, count);
        return count;
    }

    private int inflate(Inflater zlib, byte[] out, int offset, int length) throws IOException {
        try {
            int read = zlib.inflate(out, offset, length);
            if (read == 0 && !zlib.finished()) {
                throw damaged("cut off");
            }
            if (read == 0 && zlib.getRemaining() > 0) {
                throw damaged("bytes behind its end");
            }
            return read;
        } catch (DataFormatException broken) {
            throw damaged("deflate: " + broken.getMessage());
        }
    }

    private void finish() throws IOException {
        if (count != member.bytes()) {
            throw damaged("shorter than its header says");
        }
        if (crc.getValue() != member.crc()) {
            throw damaged("CRC-32 differs from its header");
        }
        hash = Optional.of(Hash.of(digest.digest()));
    }

    private IOException damaged(String why) {
        return new IOException("content: %s, after %d bytes".formatted(why, count));
    }

    @Override
    public void close() {
        inflater.ifPresent(Inflater::end);
    }
}
