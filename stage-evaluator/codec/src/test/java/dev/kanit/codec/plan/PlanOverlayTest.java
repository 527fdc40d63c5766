package dev.kanit.codec.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kanit.decision.plan.NightPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Rehearsals of the shipped plan are plans, and differ where they say so. */
final class PlanOverlayTest {

    private static final Path SHIPPED = Path.of("../../deploy/plans/spark-v1.4.0.yaml");

    @Test
    void quickerNightKeepsItsProportions() throws IOException {
        String text = Files.readString(SHIPPED);
        PlanFile shipped = accepted(text);
        PlanFile quick = accepted(PlanOverlay.quickerNight(text, 5));

        assertThat(quick.plan().watch().multipliedBy(5)).isEqualTo(shipped.plan().watch());
        NightPlan night = quick.plan().ritual().night().orElseThrow();
        NightPlan whole = shipped.plan().ritual().night().orElseThrow();
        assertThat(night.windows().stream().map(one -> one.multipliedBy(5)).toList())
                .isEqualTo(whole.windows());
        assertThat(night.rhythm()).hasSameSizeAs(whole.rhythm());
        assertThat(night.rollbackWithin()).isEqualTo(Duration.ofMinutes(72));
        assertThat(night.passFor()).isEqualTo(whole.passFor());
        assertThat(night.totals().getFirst().below()).isEqualTo(20);
        assertThat(quick.plan().ritual().freeze().orElseThrow().until())
                .isEqualTo(quick.plan().watch());
    }

    @Test
    void stagesOfAPlanWithAQuickerNightAreItsOwn() throws IOException {
        String text = Files.readString(SHIPPED);
        PlanFile shipped = accepted(text);
        PlanFile quick = accepted(PlanOverlay.quickerNight(text, 5));

        assertThat(quick.plan().triggers()).isEqualTo(shipped.plan().triggers());
        assertThat(quick.plan().stages()).isEqualTo(shipped.plan().stages());
        assertThat(quick.plan().digest()).isNotEqualTo(shipped.plan().digest());
    }

    @Test
    void replacedBlocksAreTheOnesOfTheRehearsal() throws IOException {
        String text = Files.readString(SHIPPED);
        assertThat(accepted(PlanOverlay.replace(text, Map.of("speed", 120.0))).speed())
                .isEqualTo(120);
    }

    private static PlanFile accepted(String text) {
        return switch (PlanReader.read(text)) {
            case PlanReading.Accepted(PlanFile file) -> file;
            case PlanReading.Rejected rejected -> throw new AssertionError(rejected.inFile("plan"));
        };
    }
}
