package dev.kanit.bench.judge.peer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Each rule on rollouts made by hand; the default setting is the first. */
final class PeerTest {

    private static final int TICKS = 60;
    private static final int SIGNALS = 8;

    private final double[][] canary = new double[SIGNALS][TICKS];
    private final double[][] baseline = new double[SIGNALS][TICKS];

    PeerTest() {
        SplittableRandom random = new SplittableRandom(1);
        for (int tick = 0; tick < TICKS; tick++) {
            canary[0][tick] = 0.004 + 0.0001 * random.nextDouble();
            baseline[0][tick] = 0.004 + 0.0001 * random.nextDouble();
            for (int signal = 1; signal < SIGNALS; signal++) {
                canary[signal][tick] = 1 + 0.01 * random.nextDouble();
                baseline[signal][tick] = 1 + 0.01 * random.nextDouble();
            }
        }
    }

    @Test
    void nobodyRollsBackACalmRollout() {
        for (Peer peer : Peers.all()) {
            assertThat(rollback(peer)).as(peer.name()).isEqualTo(Peer.NEVER);
        }
    }

    @Test
    void flaggerCountsFailedChecksOverAllOfTheAnalysis() {
        for (int tick : new int[] {3, 11, 20, 30, 41}) {
            canary[1 + tick % 7][tick] = 1.6;
        }

        assertThat(rollback(new Flagger())).isEqualTo(41);
    }

    @Test
    void flaggerCountsOneFailurePerCheck() {
        for (int signal = 0; signal < SIGNALS; signal++) {
            canary[signal][7] = 2;
        }

        assertThat(rollback(new Flagger())).isEqualTo(Peer.NEVER);
    }

    @Test
    void argoCountsPerMetricAndAllowsThreeFailures() {
        for (int tick : new int[] {3, 11, 20}) {
            canary[2][tick] = 1.6;
            canary[3][tick] = 1.6;
        }
        assertThat(rollback(new ArgoRollouts())).isEqualTo(Peer.NEVER);

        canary[2][30] = 1.6;

        assertThat(rollback(new ArgoRollouts())).isEqualTo(30);
    }

    @Test
    void fixedLimitsBlameASharedIncidentOnTheCanary() {
        for (int tick = 30; tick < TICKS; tick++) {
            canary[1][tick] *= 2;
            baseline[1][tick] *= 2;
        }

        assertThat(rollback(new Flagger())).isEqualTo(34);
        assertThat(rollback(new ArgoRollouts())).isEqualTo(33);
        assertThat(rollback(new Consecutive())).isEqualTo(Peer.NEVER);
    }

    @Test
    void consecutiveStartsAgainAfterACalmTick() {
        for (int tick : new int[] {10, 11, 12, 13, 15, 16, 17, 18, 19}) {
            canary[4][tick] = 1.2;
        }

        assertThat(rollback(new Consecutive())).isEqualTo(19);
    }

    @Test
    void kayentaRollsBackFailedErrorsAtItsFirstLook() {
        Arrays.setAll(canary[0], tick -> 0.02 + 0.0001 * tick);

        assertThat(rollback(Kayenta.scored())).isEqualTo(9);
    }

    @Test
    void kayentaPassesTwoFailedLatenciesUnlessTheyAreCritical() {
        for (int tick = 0; tick < TICKS; tick++) {
            canary[1][tick] *= 1.5;
            canary[2][tick] *= 1.5;
        }

        assertThat(rollback(Kayenta.scored())).isEqualTo(Peer.NEVER);
        assertThat(rollback(Kayenta.critical())).isEqualTo(9);
    }

    @Test
    void criticalNeedsTheAllowedIncrease() {
        for (int tick = 0; tick < TICKS; tick++) {
            canary[1][tick] *= 1.05;
        }

        assertThat(rollback(Kayenta.critical())).isEqualTo(Peer.NEVER);
    }

    private int rollback(Peer peer) {
        return peer.rollbacks(new Watched(canary, baseline))[0];
    }
}
