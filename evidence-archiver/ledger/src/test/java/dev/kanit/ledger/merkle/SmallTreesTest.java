package dev.kanit.ledger.merkle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Every tree of up to 40 leaves, against the recursive text of RFC 6962. */
final class SmallTreesTest {

    private static final int LARGEST = 40;

    private final MerkleHasher hasher = new MerkleHasher();
    private final NaiveTree tree = NaiveTree.ofSize(LARGEST);

    @Test
    void theRootsOfTheWellKnownEightLeavesAreThePublishedOnes() {
        String[] entries = {
            "",
            "00",
            "10",
            "2021",
            "3031",
            "40414243",
            "5051525354555657",
            "606162636465666768696a6b6c6d6e6f"
        };
        CompactRange range = CompactRange.empty(hasher);

        assertThat(hex(range.root()))
                .isEqualTo("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
        range.append(hasher.leaf(HexFormat.of().parseHex(entries[0])));
        assertThat(hex(range.root()))
                .isEqualTo("6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d");
        for (int i = 1; i < entries.length; i++) {
            range.append(hasher.leaf(HexFormat.of().parseHex(entries[i])));
        }
        assertThat(hex(range.root()))
                .isEqualTo("5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328");
    }

    @Test
    void aCompactRangeHasTheRootAtEverySizeAndComesBackFromItsBytes() {
        CompactRange range = CompactRange.empty(hasher);
        for (int size = 0; size <= LARGEST; size++) {
            assertThat(range.root()).as("size %d", size).isEqualTo(tree.root(0, size));
            assertThat(range.hashes()).hasSize(Integer.bitCount(size));
            range = CompactRange.restore(hasher, range.toBytes());
            if (size < LARGEST) {
                range.append(tree.leaf(size));
            }
        }
    }

    @Test
    void aRangeWhoseHashesDoNotFitItsSizeIsRefused() {
        assertThatThrownBy(() -> CompactRange.of(hasher, 3, List.of(Hash.of(tree.leaf(0)))))
                .hasMessageContaining("size: 3 with 1 hashes");
        assertThatThrownBy(() -> CompactRange.restore(hasher, new byte[9]))
                .hasMessageContaining("range: 9 bytes");
    }

    @Test
    void everyInclusionProofIsTheOneOfTheRfcAndHolds() throws Exception {
        for (int size = 1; size <= LARGEST; size++) {
            for (int index = 0; index < size; index++) {
                InclusionProof proof = InclusionProof.of(tree.source(), hasher, index, size);

                assertThat(proof.hashes()).isEqualTo(tree.path(index, 0, size));
                assertThat(proof.check(hasher, tree.leaf(index), tree.root(0, size)).holds())
                        .as("%d of %d", index, size)
                        .isTrue();
            }
        }
    }

    @Test
    void everyConsistencyProofIsTheOneOfTheRfcAndHolds() throws Exception {
        for (int now = 1; now <= LARGEST; now++) {
            for (int old = 1; old <= now; old++) {
                ConsistencyProof proof = ConsistencyProof.of(tree.source(), hasher, old, now);

                assertThat(proof.hashes()).isEqualTo(tree.consistency(old, 0, now, true));
                assertThat(proof.check(hasher, tree.root(0, old), tree.root(0, now)).holds())
                        .as("%d to %d", old, now)
                        .isTrue();
            }
        }
    }

    @Test
    void everyRangeProofHoldsForItsLeavesAndForNoOthers() throws Exception {
        for (int size = 1; size <= LARGEST; size++) {
            byte[] root = tree.root(0, size);
            for (int begin = 0; begin < size; begin++) {
                for (int end = begin + 1; end <= size; end++) {
                    RangeProof proof = RangeProof.of(tree.source(), begin, end, size);
                    List<byte[]> leaves = tree.leaves(begin, end);
                    assertThat(proof.check(hasher, leaves, root).holds())
                            .as("%d to %d of %d", begin, end, size)
                            .isTrue();
                    List<byte[]> fewer = leaves.subList(1, leaves.size());
                    assertThat(proof.check(hasher, fewer, root).holds()).isFalse();
                    List<byte[]> more = new ArrayList<>(leaves);
                    more.add(tree.leaf(0));
                    assertThat(proof.check(hasher, more, root).holds()).isFalse();
                    if (leaves.size() > 1) {
                        List<byte[]> swapped = new ArrayList<>(leaves);
                        Collections.swap(swapped, 0, 1);
                        assertThat(proof.check(hasher, swapped, root).holds()).isFalse();
                    }
                }
            }
        }
    }

    @Test
    void aRangeProofForOtherNumbersIsRefused() throws Exception {
        RangeProof proof = RangeProof.of(tree.source(), 5, 9, 20);
        List<byte[]> leaves = tree.leaves(5, 9);
        byte[] root = tree.root(0, 20);

        for (long[] numbers :
                new long[][] {{4, 8, 20}, {6, 10, 20}, {5, 9, 21}, {5, 9, 8}, {-1, 3, 20}}) {
            RangeProof moved =
                    new RangeProof(numbers[0], numbers[1], numbers[2], proof.left(), proof.right());
            assertThat(moved.check(hasher, leaves, root).holds()).as("%s", moved).isFalse();
        }
        RangeProof longer =
                new RangeProof(
                        5, 9, 20, proof.left(), Collections.nCopies(200, proof.right().getFirst()));
        assertThat(longer.check(hasher, leaves, root))
                .isInstanceOfSatisfying(
                        ProofCheck.Fails.class,
                        fails -> assertThat(fails.why()).startsWith("hashes: 2 left, 200 right"));
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
