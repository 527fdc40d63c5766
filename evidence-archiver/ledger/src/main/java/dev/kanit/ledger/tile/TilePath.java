package dev.kanit.ledger.tile;

/** Names of tiles and entry bundles, relative to the log's prefix. */
public final class TilePath {

    /** Hashes of a full tile, entries of a full bundle. */
    public static final int FULL_WIDTH = 256;

    private static final int MAX_LEVEL = 63;

    private TilePath() {}

    /**
     * Of a tile.
     *
     * @param level 0 for leaf hashes; each level stands for eight heights of the tree
     * @param index within the level, from 0
     * @param width 1 to 256; below 256 the tile is partial
     */
    public static String tile(int level, long index, int width) {
        if (level < 0 || level > MAX_LEVEL) {
            throw new IllegalArgumentException("level: " + level + " (expected: 0 to 63)");
        }
        return "tile/" + level + "/" + number(index, width);
    }

    /** Of an entry bundle, with the numbers of the leaf tile that holds its hashes. */
    public static String entries(long index, int width) {
        return "tile/entries/" + number(index, width);
    }

    /** Width of the tile as a tree of {@code size} leaves has it; 0 or less when it has none. */
    public static int width(int level, long index, long size) {
        long hashes = 8 * level > 62 ? 0 : size >>> (8 * level);
        return (int) Math.max(0, Math.min(FULL_WIDTH, hashes - index * FULL_WIDTH));
    }

    /** 1234067 is {@code x001/x234/067}. */
    private static String number(long index, int width) {
        if (index < 0 || width < 1 || width > FULL_WIDTH) {
            throw new IllegalArgumentException(
                    "tile: number %d, width %d (expected: >= 0, 1 to 256)".formatted(index, width));
        }
        StringBuilder path = new StringBuilder(threeDigits(index % 1000));
        for (long rest = index / 1000; rest > 0; rest /= 1000) {
            path.insert(0, "x" + threeDigits(rest % 1000) + "/");
        }
        return width == FULL_WIDTH ? path.toString() : path.append(".p/").append(width).toString();
    }

    private static String threeDigits(long number) {
        return Long.toString(1000 + number).substring(1);
    }
}
