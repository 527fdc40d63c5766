package dev.kanit.codec.state;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Takes back what {@link ByteWriter} wrote. */
public final class ByteReader {

    private static final VarHandle LONG =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private final byte[] bytes;
    private int position;

    public ByteReader(byte[] bytes) {
        this.bytes = bytes;
    }

    public boolean atEnd() {
        return position == bytes.length;
    }

    public int readByte() {
        need(1);
        return bytes[position++];
    }

    public double readDouble() {
        need(Double.BYTES);
        double value = Double.longBitsToDouble((long) LONG.get(bytes, position));
        position += Double.BYTES;
        return value;
    }

    public long readLong() {
        long raw = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            int next = readByte();
            raw |= (next & 0x7FL) << shift;
            if (next >= 0) {
                return (raw >>> 1) ^ -(raw & 1);
            }
        }
        throw new IllegalStateException("varint: over 10 bytes (expected: at most 10)");
    }

    /** A number that was written from an {@code int}. */
    public int readInt() {
        return Math.toIntExact(readLong());
    }

    public byte[] readBytes() {
        int length = readInt();
        need(length);
        byte[] value = Arrays.copyOfRange(bytes, position, position + length);
        position += length;
        return value;
    }

    public String readString() {
        return new String(readBytes(), StandardCharsets.UTF_8);
    }

    private void need(int more) {
        if (more < 0 || more > bytes.length - position) {
            throw new IllegalStateException(
                    "state: " + (bytes.length - position) + " bytes left (expected: " + more + ")");
        }
    }
}
