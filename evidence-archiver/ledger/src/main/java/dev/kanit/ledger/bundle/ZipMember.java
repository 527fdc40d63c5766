package dev.kanit.ledger.bundle;

/**
 * One entry of a zip file.
 *
 * @param method {@link #STORED} or {@link #DEFLATED}
 * @param crc CRC-32 of the content
 * @param packedBytes length within the file
 * @param bytes length of the content
 * @param offset of its local header within the file
 */
record ZipMember(String name, int method, long crc, long packedBytes, long bytes, long offset) {

    static final int STORED = 0;
    static final int DEFLATED = 8;

    /** Where its packed bytes begin. */
    long dataOffset() {
        return offset + ZipLayout.LOCAL_BYTES + name.length();
    }

    /** Where the next entry begins. */
    long end() {
        return dataOffset() + packedBytes;
    }
}
