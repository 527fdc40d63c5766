package dev.kanit.ledger.merkle;

import java.io.IOException;

/** Gives the hashes of a tree's complete subtrees. */
@FunctionalInterface
public interface HashSource {

    /**
     * Root of the leaves from {@code index << level} up to, not including, {@code (index + 1) <<
     * level}.
     *
     * @param level height of the subtree, 0 to 62; 0 asks for a leaf's hash
     * @param index of the subtree at that height, from 0
     * @return 32 bytes, not to be changed
     * @throws IOException when the source cannot be read now
     * @throws DamagedTreeException when it has no such hash
     */
    byte[] hashAt(int level, long index) throws IOException, DamagedTreeException;
}
