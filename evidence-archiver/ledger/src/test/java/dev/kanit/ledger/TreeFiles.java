package dev.kanit.ledger;

import dev.kanit.ledger.tile.TilePath;
import java.util.ArrayList;
import java.util.List;

/** Which files a tree has, as tlog-tiles says: what must be durable before it is signed for. */
final class TreeFiles {

    private TreeFiles() {}

    /**
     * Paths of all full tiles and bundles of a tree of {@code size} leaves, and of partial ones.
     */
    static List<String> of(long size) {
        List<String> names = new ArrayList<>();
        for (int level = 0; level < 8 && size >>> (8 * level) > 0; level++) {
            for (long index = 0; TilePath.width(level, index, size) > 0; index++) {
                int width = TilePath.width(level, index, size);
                names.add(TilePath.tile(level, index, width));
                if (level == 0) {
                    names.add(TilePath.entries(index, width));
                }
            }
        }
        return names;
    }
}
