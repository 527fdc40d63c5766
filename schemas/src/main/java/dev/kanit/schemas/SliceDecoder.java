package dev.kanit.schemas;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.EOFException;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.apache.avro.io.Decoder;
import org.apache.avro.util.Utf8;
import org.jspecify.annotations.Nullable;

/**
 * Reads Avro's binary encoding from part of an array, and believes no length that the rest of the
 * array could not hold.
 *
 * <p>Avro's own decoder allocates what a length announces before it looks whether the bytes are
 * there, so twelve bytes can ask for two gigabytes. Here every string, every byte field and every
 * block of items is compared with the bytes that remain first. A block of items that take no bytes
 * at all (nulls) is bounded the same way; no schema of ours has one.
 */
public final class SliceDecoder extends Decoder {

    private static final VarHandle LONG =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INT =
            MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    private byte[] bytes = {};
    private int position;

    /** Starts over at {@code offset} of {@code bytes}, which are not copied. */
    public void reset(byte[] bytes, int offset) {
        this.bytes = bytes;
        this.position = offset;
    }

    /** Bytes not read yet. */
    public int remaining() {
        return bytes.length - position;
    }

    @Override
    public void readNull() {}

    @Override
    public boolean readBoolean() throws IOException {
        return bytes[take(1)] == 1;
    }

    @Override
    public int readInt() throws IOException {
        long value = readLong();
        if (value != (int) value) {
            throw new IOException("int: " + value + " (expected: 32 bits)");
        }
        return (int) value;
    }

    @Override
    public long readLong() throws IOException {
        long raw = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            byte next = bytes[take(1)];
            raw |= (next & 0x7FL) << shift;
            if (next >= 0) {
                return (raw >>> 1) ^ -(raw & 1);
            }
        }
        throw new IOException("number: more than 10 bytes (expected: <= 10)");
    }

    @Override
    public float readFloat() throws IOException {
        return Float.intBitsToFloat((int) INT.get(bytes, take(Float.BYTES)));
    }

    @Override
    public double readDouble() throws IOException {
        return Double.longBitsToDouble((long) LONG.get(bytes, take(Double.BYTES)));
    }

    @Override
    public Utf8 readString(@Nullable Utf8 old) throws IOException {
        return new Utf8(readString());
    }

    @Override
    public String readString() throws IOException {
        int length = readLength();
        return new String(bytes, take(length), length, UTF_8);
    }

    /**
     * Passes over the next string if it is {@code expected}; else nothing is read. Most names in a
     * record are known beforehand, and comparing them costs no object.
     *
     * @param expected UTF-8
     */
    public boolean passIfString(byte[] expected) throws IOException {
        int before = position;
        int length = readLength();
        if (length == expected.length
                && Arrays.equals(bytes, position, position + length, expected, 0, length)) {
            position += length;
            return true;
        }
        position = before;
        return false;
    }

    @Override
    public void skipString() throws IOException {
        take(readLength());
    }

    @Override
    public ByteBuffer readBytes(@Nullable ByteBuffer old) throws IOException {
        byte[] copy = new byte[readLength()];
        readFixed(copy, 0, copy.length);
        return ByteBuffer.wrap(copy);
    }

    @Override
    public void skipBytes() throws IOException {
        take(readLength());
    }

    @Override
    public void readFixed(byte[] target, int start, int length) throws IOException {
        System.arraycopy(bytes, take(length), target, start, length);
    }

    @Override
    public void skipFixed(int length) throws IOException {
        take(length);
    }

    @Override
    public int readEnum() throws IOException {
        return readInt();
    }

    @Override
    public int readIndex() throws IOException {
        return readInt();
    }

    @Override
    public long readArrayStart() throws IOException {
        long count = readLong();
        if (count < 0) {
            // A negative count announces the block's size in bytes, for readers that skip.
            readLength();
            count = -count;
        }
        return fitting(count);
    }

    @Override
    public long arrayNext() throws IOException {
        return readArrayStart();
    }

    @Override
    public long skipArray() throws IOException {
        long count = readLong();
        while (count < 0) {
            take(readLength());
            count = readLong();
        }
        return fitting(count);
    }

    @Override
    public long readMapStart() throws IOException {
        return readArrayStart();
    }

    @Override
    public long mapNext() throws IOException {
        return readArrayStart();
    }

    @Override
    public long skipMap() throws IOException {
        return skipArray();
    }

    private int readLength() throws IOException {
        return (int) fitting(readLong());
    }

    private long fitting(long announced) throws IOException {
        if (announced < 0) {
            throw new IOException("length: " + announced + " (expected: >= 0)");
        }
        if (announced > remaining()) {
            throw new EOFException(
                    "length: " + announced + " (expected: <= " + remaining() + ", what is left)");
        }
        return announced;
    }

    private int take(int length) throws IOException {
        int start = position;
        if (length > bytes.length - start) {
            throw new EOFException(
                    "bytes left: " + (bytes.length - start) + " (expected: >= " + length + ")");
        }
        position = start + length;
        return start;
    }
}
