package dev.kanit.ledger.merkle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** One bit makes a proof false, wherever it lies. */
final class TamperedProofTest {

    private static final int SIZE = 11;

    private final MerkleHasher hasher = new MerkleHasher();
    private final NaiveTree tree = NaiveTree.ofSize(SIZE);
    private final byte[] root = tree.root(0, SIZE);

    @Test
    void everyFlippedBitOfAnInclusionProofIsRefused() throws Exception {
        for (int index = 0; index < SIZE; index++) {
            byte[] leaf = tree.leaf(index);
            InclusionProof proof = InclusionProof.of(tree.source(), hasher, index, SIZE);
            eachFlip(
                    proof.hashes(),
                    hashes -> refused(new InclusionProof(proof.index(), SIZE, hashes), leaf, root));
            eachFlip(
                    List.of(Hash.of(leaf)),
                    hashes -> refused(proof, hashes.getFirst().toArray(), root));
            eachFlip(
                    List.of(Hash.of(root)),
                    hashes -> refused(proof, leaf, hashes.getFirst().toArray()));
        }
    }

    @Test
    void everyFlippedBitOfAConsistencyProofIsRefused() throws Exception {
        for (int old = 1; old < SIZE; old++) {
            byte[] oldRoot = tree.root(0, old);
            ConsistencyProof proof = ConsistencyProof.of(tree.source(), hasher, old, SIZE);
            eachFlip(
                    proof.hashes(),
                    hashes ->
                            assertThat(
                                            new ConsistencyProof(proof.oldSize(), SIZE, hashes)
                                                    .check(hasher, oldRoot, root)
                                                    .holds())
                                    .isFalse());
            eachFlip(
                    List.of(Hash.of(oldRoot)),
                    hashes ->
                            assertThat(
                                            proof.check(hasher, hashes.getFirst().toArray(), root)
                                                    .holds())
                                    .isFalse());
        }
    }

    @Test
    void everyFlippedBitOfARangeProofIsRefused() throws Exception {
        RangeProof proof = RangeProof.of(tree.source(), 3, 6, SIZE);
        List<byte[]> leaves = tree.leaves(3, 6);
        assertThat(proof.left()).isNotEmpty();
        assertThat(proof.right()).isNotEmpty();

        eachFlip(
                proof.left(),
                left ->
                        assertThat(
                                        new RangeProof(3, 6, SIZE, left, proof.right())
                                                .check(hasher, leaves, root)
                                                .holds())
                                .isFalse());
        eachFlip(
                proof.right(),
                right ->
                        assertThat(
                                        new RangeProof(3, 6, SIZE, proof.left(), right)
                                                .check(hasher, leaves, root)
                                                .holds())
                                .isFalse());
    }

    @Test
    void aProofOfMoreThanSixtyThreeHashesIsRefused() {
        List<Hash> hashes = Collections.nCopies(64, Hash.of(root));

        assertThat(new InclusionProof(0, Long.MAX_VALUE, hashes).check(hasher, root, root))
                .isEqualTo(new ProofCheck.Fails("hashes: 64 (expected: <= 63)"));
        assertThat(new ConsistencyProof(1, Long.MAX_VALUE, hashes).check(hasher, root, root))
                .isEqualTo(new ProofCheck.Fails("hashes: 64 (expected: <= 63)"));
    }

    private void refused(InclusionProof proof, byte[] leaf, byte[] expected) {
        assertThat(proof.check(hasher, leaf, expected).holds()).isFalse();
    }

    private static void eachFlip(List<Hash> hashes, Consumer<List<Hash>> check) {
        for (int i = 0; i < hashes.size(); i++) {
            for (int bit = 0; bit < 256; bit++) {
                byte[] flipped = hashes.get(i).toArray();
                flipped[bit / 8] ^= (byte) (1 << (bit % 8));
                List<Hash> changed = new ArrayList<>(hashes);
                changed.set(i, Hash.of(flipped));
                check.accept(changed);
            }
        }
    }
}
