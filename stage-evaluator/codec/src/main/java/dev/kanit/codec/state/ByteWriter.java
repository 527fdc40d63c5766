package dev.kanit.codec.state;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Appends values to a growing array. Not thread-safe; reused from one value to the next. */
public final class ByteWriter {

    private static final VarHandle LONG =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final int MAX_VARINT_BYTES = 10;

    private byte[] bytes = new byte[1024];
    private int size;

    public void reset() {
        size = 0;
    }

    public byte[] toBytes() {
        return Arrays.copyOf(bytes, size);
    }

    public void writeByte(int value) {
        reserve(1);
        bytes[size++] = (byte) value;
    }

    public void writeDouble(double value) {
        reserve(Double.BYTES);
        LONG.set(bytes, size, Double.doubleToRawLongBits(value));
        size += Double.BYTES;
    }

    /** Zigzag and base 128: small magnitudes take one byte, whatever their sign. */
    public void writeLong(long value) {
        reserve(MAX_VARINT_BYTES);
        long rest = (value << 1) ^ (value >> 63);
        while ((rest & ~0x7FL) != 0) {
            bytes[size++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        bytes[size++] = (byte) rest;
    }

    public void writeBytes(byte[] value) {
        writeLong(value.length);
        reserve(value.length);
        System.arraycopy(value, 0, bytes, size, value.length);
        size += value.length;
    }

    public void writeString(String value) {
        writeBytes(value.getBytes(StandardCharsets.UTF_8));
    }

    private void reserve(int more) {
        if (size + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + more));
        }
    }
}
