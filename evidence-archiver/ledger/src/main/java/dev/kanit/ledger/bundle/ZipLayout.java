package dev.kanit.ledger.bundle;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The one form of zip that bundles have (PKWARE APPNOTE, sections 4.3.7, 4.3.12 and 4.3.16, without
 * zip64): version 2.0 of MS-DOS, no flags, 1980-01-01 00:00, no extra fields, comments or
 * attributes.
 */
final class ZipLayout {

    static final int LOCAL_BYTES = 30;
    static final int CENTRAL_BYTES = 46;
    static final int END_BYTES = 22;

    static final int LOCAL = 0x04034b50;
    static final int CENTRAL = 0x02014b50;
    static final int END = 0x06054b50;

    private static final short VERSION = 20;
    private static final short NO_FLAGS = 0;
    private static final short MIDNIGHT = 0;
    private static final short FIRST_OF_JANUARY_1980 = 0x0021;

    private ZipLayout() {}

    static byte[] local(ZipMember member) {
        byte[] bytes = new byte[LOCAL_BYTES + member.name().length()];
        ByteBuffer header = over(bytes).putInt(LOCAL);
        common(header, member);
        header.put(member.name().getBytes(ISO_8859_1));
        return bytes;
    }

    static byte[] central(ZipMember member) {
        byte[] bytes = new byte[CENTRAL_BYTES + member.name().length()];
        ByteBuffer header = over(bytes).putInt(CENTRAL).putShort(VERSION);
        common(header, member);
        header.putShort((short) 0).putShort((short) 0).putShort((short) 0).putInt(0);
        header.putInt((int) member.offset());
        header.put(member.name().getBytes(ISO_8859_1));
        return bytes;
    }

    static byte[] end(int members, long centralBytes, long centralOffset) {
        byte[] bytes = new byte[END_BYTES];
        ByteBuffer record = over(bytes).putInt(END).putShort((short) 0).putShort((short) 0);
        record.putShort((short) members).putShort((short) members);
        record.putInt((int) centralBytes).putInt((int) centralOffset);
        record.putShort((short) 0);
        return bytes;
    }

    /** What stands in both headers, from the version to the length of the extra field. */
    private static void common(ByteBuffer header, ZipMember member) {
        header.putShort(VERSION).putShort(NO_FLAGS).putShort((short) member.method());
        header.putShort(MIDNIGHT).putShort(FIRST_OF_JANUARY_1980);
        header.putInt((int) member.crc());
        header.putInt((int) member.packedBytes()).putInt((int) member.bytes());
        header.putShort((short) member.name().length()).putShort((short) 0);
    }

    private static ByteBuffer over(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
