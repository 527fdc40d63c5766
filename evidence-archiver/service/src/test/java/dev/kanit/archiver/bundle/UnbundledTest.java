package dev.kanit.archiver.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class UnbundledTest {

    private final Unbundled unbundled = new Unbundled();

    @Test
    void aRolloutWhoseBundleFailsAgainAndAgainIsOverdueUntilItIsThere() {
        for (int i = 1; i < Unbundled.FAILURES; i++) {
            unbundled.failed("r", "the registry is away");
        }
        assertThat(unbundled.overdue()).isEmpty();

        unbundled.failed("r", "it would be INCOMPLETE");

        assertThat(unbundled.overdue()).containsExactly("no bundle of r: it would be INCOMPLETE");
        unbundled.bundled("r");
        assertThat(unbundled.overdue()).isEmpty();
    }

    @Test
    void aRolloutThatWaitsTooLongIsOverdue() {
        long begin = 7;
        unbundled.waits("r", "rollout.signals: 1 records", begin);
        unbundled.waits("r", "rollout.signals: 2 records", begin + 1);
        assertThat(unbundled.overdue()).isEmpty();

        unbundled.waits("r", "rollout.signals: 2 records", begin + Unbundled.WAITING.toNanos());

        assertThat(unbundled.overdue())
                .containsExactly("no bundle of r: rollout.signals: 2 records");
    }

    @Test
    void anArchiveThatIsDamagedIsSaidAtOnce() {
        unbundled.damaged("r", "leaf 3: missing");

        assertThat(unbundled.overdue()).containsExactly("no bundle of r: leaf 3: missing");
    }
}
