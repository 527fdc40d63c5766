package dev.kanit.codec.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Rehearsals of the shipped plan are plans, and differ where they say so. */
final class PlanOverlayTest {

    private static final Path SHIPPED = Path.of("../../deploy/plans/spark-v1.4.0.yaml");
    private static final Duration TWO_MINUTES = Duration.ofMinutes(2);

    @Test
    void shorterWindowsAreWidenedAndLongerOnesStay() throws IOException {
        PlanFile widened =
                accepted(PlanOverlay.lookingBack(Files.readString(SHIPPED), TWO_MINUTES));

        assertThat(window(widened, "canary_requests")).isEqualTo(TWO_MINUTES);
        assertThat(window(widened, "feed_staleness")).isEqualTo(TWO_MINUTES);
        assertThat(window(widened, "http_5xx_ratio")).isEqualTo(Duration.ofMinutes(5));
        assertThat(widened.collection().queries())
                .allSatisfy(
                        query ->
                                assertThat(query.longestWindow())
                                        .isGreaterThanOrEqualTo(TWO_MINUTES));
    }

    @Test
    void rulesOfAWidenedPlanAreItsOwn() throws IOException {
        String text = Files.readString(SHIPPED);
        PlanFile shipped = accepted(text);
        PlanFile widened = accepted(PlanOverlay.lookingBack(text, TWO_MINUTES));

        assertThat(widened.plan().triggers()).isEqualTo(shipped.plan().triggers());
        assertThat(widened.plan().stages()).isEqualTo(shipped.plan().stages());
        assertThat(widened.plan().ritual()).isEqualTo(shipped.plan().ritual());
        assertThat(widened.plan().digest()).isNotEqualTo(shipped.plan().digest());
    }

    @Test
    void replacedBlocksAreTheOnesOfTheRehearsal() throws IOException {
        String text = Files.readString(SHIPPED);
        assertThat(accepted(PlanOverlay.replace(text, Map.of("speed", 120.0))).speed())
                .isEqualTo(120);
    }

    private static Duration window(PlanFile plan, String signal) {
        return plan.collection().queries().stream()
                .filter(query -> query.signal().equals(signal))
                .findFirst()
                .orElseThrow()
                .window();
    }

    private static PlanFile accepted(String text) {
        return switch (PlanReader.read(text)) {
            case PlanReading.Accepted(PlanFile file) -> file;
            case PlanReading.Rejected rejected -> throw new AssertionError(rejected.inFile("plan"));
        };
    }
}
