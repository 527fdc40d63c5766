package dev.kanit.decision.judge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kanit.decision.measure.Snapshot;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The same readings give the same bits, also when the state is stored and read on every tick. */
final class ReplayTest {

    private static final long START = 1_700_000_000_000L;
    private static final int TICKS = 300;
    private static final int MAX_BYTES = 512;

    private final JudgeLayout layout = Layouts.everything();
    private final Judge judge = new Judge(layout);

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void stateThatWasStoredGoesOnBitForBit(long seed) throws NoSuchAlgorithmException {
        List<String> kept = digests(seed, false);

        assertThat(digests(seed, true)).isEqualTo(kept);
        assertThat(digests(seed, false)).isEqualTo(kept);
        assertThat(digests(seed + 100, false)).isNotEqualTo(kept);
    }

    @Test
    void stateDoesNotGrow() {
        Judgement judgement = Judgement.start(judge, START);
        int slots = judgement.toArray().length;
        Snapshots snapshots = new Snapshots(4);
        for (int tick = 0; tick < TICKS; tick++) {
            judgement = next(judgement, snapshots, tick);
        }
        assertThat(judgement.toArray()).hasSize(slots).hasSize(Judgement.slots(judge));
    }

    @Test
    void stateOfASignalIsAtMostHalfAKilobyte() {
        int signals = layout.signals().size();
        for (int signal = 0; signal < signals; signal++) {
            int end =
                    signal + 1 < signals ? layout.readingAt(signal + 1) : layout.groupReadingAt(0);
            int open = OpenTick.slots(layout.signals().get(signal));
            int slots = end - layout.readingAt(signal) + open;
            assertThat(slots * Double.BYTES)
                    .as(layout.signals().get(signal).name())
                    .isLessThanOrEqualTo(MAX_BYTES);
        }
        int all = Judgement.slots(judge) * Double.BYTES;
        assertThat(all)
                .as("group, clock and open tick included")
                .isLessThanOrEqualTo(signals * MAX_BYTES);
    }

    /** Of all slots and of the evidence, after each tick. */
    private List<String> digests(long seed, boolean stored) throws NoSuchAlgorithmException {
        List<String> digests = new ArrayList<>();
        Snapshots snapshots = new Snapshots(seed);
        Judgement judgement = Judgement.start(judge, START);
        for (int tick = 0; tick < TICKS; tick++) {
            judgement = next(judgement, snapshots, tick);
            if (stored) {
                judgement =
                        Judgement.of(
                                judge,
                                judgement.toArray(),
                                judgement.openSinceMillis(),
                                judgement.answeredAt(),
                                judgement.answered());
            }
            digests.add(digest(judgement));
        }
        return digests;
    }

    /** Half a tick each; stages begin, a gap breaks the series, and the canary worsens. */
    private Judgement next(Judgement before, Snapshots snapshots, int tick) {
        long gap = tick > TICKS / 3 ? 60_000 : 0;
        Snapshot snapshot = snapshots.next(START + 5000L * tick + gap, tick > TICKS / 2 ? 1.3 : 1);
        int stage = tick < 20 ? Judge.NO_STAGE : tick / 100;
        return before.with(judge, snapshot, stage, 0.5);
    }

    private String digest(Judgement judgement) throws NoSuchAlgorithmException {
        double[] slots = judgement.toArray();
        ByteBuffer bytes = ByteBuffer.allocate((slots.length + 2) * Double.BYTES);
        for (double slot : slots) {
            bytes.putLong(Double.doubleToRawLongBits(slot));
        }
        Evidence evidence = Evidence.of(layout, judgement.state());
        bytes.putDouble(evidence.againstCanary()).putDouble(evidence.forRollback());
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes.array()));
    }
}
