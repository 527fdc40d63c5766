package dev.kanit.ledger.bundle;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.nio.ByteBuffer;

/** Says where a file ends that has lost its directory. */
final class TruncatedZip {

    private TruncatedZip() {}

    /**
     * @param file in little-endian order
     */
    static String describe(ByteBuffer file) {
        long at = 0;
        String name = "";
        for (int i = 0; i < BundleLimits.MAX_ENTRIES; i++) {
            if (at + ZipLayout.LOCAL_BYTES > file.limit()
                    || file.getInt((int) at) != ZipLayout.LOCAL) {
                break;
            }
            int nameBytes = Short.toUnsignedInt(file.getShort((int) at + 26));
            long data = at + ZipLayout.LOCAL_BYTES + nameBytes;
            if (data > file.limit()) {
                break;
            }
            byte[] bytes = new byte[nameBytes];
            file.get((int) at + ZipLayout.LOCAL_BYTES, bytes);
            name = new String(bytes, ISO_8859_1);
            at = data + Integer.toUnsignedLong(file.getInt((int) at + 18));
            if (at > file.limit()) {
                return "cut off within '%.100s'".formatted(name);
            }
        }
        return name.isEmpty()
                ? "no entry at the beginning either (expected: a zip file)"
                : "after '%.100s' (expected: a zip file that ends there, not cut off, nothing behind)"
                        .formatted(name);
    }
}
