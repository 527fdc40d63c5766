package dev.kanit.ledger.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Promise G6 by chance: whatever is done to a bundle's bytes or to its entries, it is not valid any
 * more and nothing is thrown. A failing seed is rerun with {@code -Dkanit.seed=}.
 */
final class MutatedBundleTest {

    private static final int SEEDS = 1_500;

    @Test
    void promiseG6NoMutationOfABundleIsValid() throws Exception {
        BundleArchive archive = BundleArchive.ofTwoRollouts();
        byte[] zip = archive.zip("cart-2");
        int first = Integer.getInteger("kanit.seed", 0);
        int last = Integer.getInteger("kanit.seed", SEEDS - 1);
        for (int seed = first; seed <= last; seed++) {
            Random random = new Random(seed);
            byte[] mutated = random.nextBoolean() ? bytes(zip, random) : entry(zip, random);
            if (!Arrays.equals(mutated, zip)) {
                assertThat(BundleVerifier.verify(mutated, Optional.empty()).verdict())
                        .as("seed %d", seed)
                        .isEqualTo(Verdict.INVALID);
            }
        }
    }

    @Test
    void promiseG6NoMutationOfAnEntryIsCompleteEvenWithTheArchiversKey() throws Exception {
        BundleArchive archive = BundleArchive.ofTwoRollouts();
        byte[] zip = archive.zip("cart-2");
        int first = Integer.getInteger("kanit.seed", 0);
        int last = Integer.getInteger("kanit.seed", SEEDS / 5 - 1);
        for (int seed = first; seed <= last; seed++) {
            Random random = new Random(seed);
            Tampered tampered = Tampered.of(zip);
            String name = logEntry(zip, random);
            byte[] before = tampered.get(name);
            byte[] mutated = bytes(before, random);
            if (!Arrays.equals(mutated, before)) {
                Verification verification =
                        BundleVerifier.verify(
                                tampered.put(name, mutated).packAndSign(archive.key),
                                Optional.empty());
                assertThat(verification.verdict())
                        .as("seed %d, %s", seed, name)
                        .isEqualTo(Verdict.INVALID);
            }
        }
    }

    private static String logEntry(byte[] zip, Random random) throws Exception {
        List<String> names =
                ZipDirectory.read(ByteBuffer.wrap(zip)).stream()
                        .map(ZipMember::name)
                        .filter(name -> name.startsWith("logs/") || name.startsWith("proofs/"))
                        .toList();
        return names.get(random.nextInt(names.size()));
    }

    /** Without a key: the manifest stays as it was. */
    private static byte[] entry(byte[] zip, Random random) throws Exception {
        String name = logEntry(zip, random);
        return Tampered.of(zip).edit(name, content -> bytes(content, random)).pack();
    }

    private static byte[] bytes(byte[] content, Random random) {
        List<Byte> bytes = new ArrayList<>(content.length);
        for (byte one : content) {
            bytes.add(one);
        }
        int at = random.nextInt(bytes.size());
        int length = Math.min(bytes.size() - at, 1 + random.nextInt(40));
        List<Byte> part = new ArrayList<>(bytes.subList(at, at + length));
        switch (random.nextInt(5)) {
            case 0 -> bytes.set(at, (byte) random.nextInt(256));
            case 1 -> bytes.subList(at, at + length).clear();
            case 2 -> bytes.addAll(random.nextInt(bytes.size()), part);
            case 3 -> bytes.subList(at, bytes.size()).clear();
            default -> {
                bytes.subList(at, at + length).clear();
                bytes.addAll(random.nextInt(bytes.size() + 1), part);
            }
        }
        byte[] mutated = new byte[bytes.size()];
        for (int i = 0; i < mutated.length; i++) {
            mutated[i] = bytes.get(i);
        }
        return mutated;
    }
}
