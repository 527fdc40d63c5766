package dev.kanit.bench.judge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kanit.bench.judge.trace.Half;
import dev.kanit.bench.judge.trace.Scenarios;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The whole benchmark with a few rollouts per cell. */
final class JudgeBenchTest {

    private static JudgeFigures run(long seed, int threads, Half half) throws Exception {
        BenchSettings.Size tiny = new BenchSettings.Size(3, 2, 3, 2, 20);
        return new JudgeBench(
                        new BenchSettings(Optional.empty(), half, seed, tiny, threads), _ -> {})
                .run();
    }

    @Test
    void sameSeedGivesTheSameDecisionsOnAnyNumberOfThreads() throws Exception {
        JudgeFigures one = run(5, 1, Half.REPORTED);
        JudgeFigures other = run(5, 2, Half.REPORTED);

        assertThat(other.logDigest()).isEqualTo(one.logDigest()).hasSize(64);
        assertThat(other.cells()).isEqualTo(one.cells());
    }

    @Test
    void otherSeedsAndTheOtherHalfDecideOtherRollouts() throws Exception {
        String digest = run(5, 2, Half.REPORTED).logDigest();

        assertThat(run(6, 2, Half.REPORTED).logDigest()).isNotEqualTo(digest);
        assertThat(run(5, 2, Half.CHOOSING).logDigest()).isNotEqualTo(digest);
    }

    @Test
    void withoutDataThereAreSyntheticSetsAndANote() throws Exception {
        JudgeFigures figures = run(5, 2, Half.REPORTED);

        assertThat(figures.real()).isFalse();
        assertThat(figures.notes()).singleElement().asString().contains("synthetic sets only");
        assertThat(figures.sets())
                .extracting(SetProfile::name)
                .containsExactly("ar-0.5", "ar-0.8", "ar-0.95", "heavy");
        assertThat(figures.cells()).hasSize(4 * Scenarios.all().size());
    }

    @Test
    void clearRegressionsAreFoundAndLostTelemetryIsWanting() throws Exception {
        JudgeFigures figures = run(5, 2, Half.REPORTED);

        assertThat(figures.ours("ar-0.5", Scenarios.ERRORS_STRONG).detected().share()).isEqualTo(1);
        assertThat(figures.ours("ar-0.5", Scenarios.SILENT).wantingShare()).isEqualTo(1);
        assertThat(figures.ours("ar-0.5", Scenarios.SILENT).rolledBack().share()).isZero();
        assertThat(figures.ours("ar-0.5", Scenarios.FLAT).wantingShare()).isEqualTo(1);
    }
}
