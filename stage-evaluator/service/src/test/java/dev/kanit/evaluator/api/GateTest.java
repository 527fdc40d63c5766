package dev.kanit.evaluator.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kanit.evaluator.api.Gate.Question;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class GateTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
    private static final Question BEGIN = new Question.Begin();
    private static final Question PROMOTE = new Question.Promote();

    @ParameterizedTest
    @CsvSource({
        "entering, 5, advance, hold, hold",
        "baking, 5, advance, hold, hold",
        "baking, 25, advance, advance, hold",
        "entering, 25, advance, advance, hold",
        "baking, 100, advance, advance, hold",
        "watching, 100, hold, advance, advance",
        "completed, 100, hold, advance, advance",
        "held, 100, hold, hold, hold",
        "rollback-recommended, 100, hold, hold, hold",
        "rolling-back, 25, rollback, rollback, rollback",
        "rollback-failed, 25, rollback, rollback, rollback",
        "rolled-back, 25, rollback, rollback, rollback",
        "a-phase-of-tomorrow, 100, hold, hold, hold"
    })
    void verdictFollowsFromPhaseWeightAndQuestion(
            String phase, double weight, String begin, String leaveFive, String promote) {
        assertThat(verdict(rollout(phase, weight), BEGIN)).isEqualTo(begin);
        assertThat(verdict(rollout(phase, weight), new Question.Leave(5))).isEqualTo(leaveFive);
        assertThat(verdict(rollout(phase, weight), PROMOTE)).isEqualTo(promote);
    }

    @ParameterizedTest
    @ValueSource(strings = {"watching", "completed", "baking", "held"})
    void whoHeardNothingForThreeIntervalsAndThirtySecondsDoesNotAdvance(String phase) {
        Duration fresh = Duration.ofSeconds(3 * 15 + 30);
        Question leave = new Question.Leave(5);

        assertThat(Gate.of(rollout(phase, 100), leave, "", NOW.plus(fresh)).verdict())
                .isEqualTo(phase.equals("held") ? "hold" : "advance");
        assertThat(Gate.of(rollout(phase, 100), leave, "", NOW.plus(fresh).plusMillis(1)).verdict())
                .isEqualTo("hold");
        assertThat(
                        Gate.of(rollout(phase, 100), leave, "", NOW.minus(fresh).minusMillis(1))
                                .verdict())
                .isEqualTo("hold");
    }

    @Test
    void theLastWordOfACompletedRolloutHoldsForWhoNamesItsVersion() {
        Instant later = NOW.plus(Gate.FINAL_FOR);
        ObjectNode completed = rollout("completed", 100);

        assertThat(Gate.of(completed, PROMOTE, "v2", later).verdict()).isEqualTo("advance");
        // The same version applied on another day is not judged anew by an old rollout.
        assertThat(Gate.of(completed, PROMOTE, "v2", later.plusMillis(1)).verdict())
                .isEqualTo("hold");
        assertThat(Gate.of(completed, PROMOTE, "", later).verdict()).isEqualTo("hold");
        assertThat(Gate.of(completed, PROMOTE, "v3", later).verdict()).isEqualTo("hold");
        assertThat(Gate.of(completed, BEGIN, "v2", later).verdict()).isEqualTo("hold");
        // Found by its service it may be an old one.
        assertThat(Gate.ofFound(completed, PROMOTE, "v2", later).verdict()).isEqualTo("hold");
        assertThat(Gate.ofFound(completed, PROMOTE, "v2", NOW).verdict()).isEqualTo("advance");
        // Heard in the future: somebody's clock is wrong.
        assertThat(Gate.of(completed, PROMOTE, "v2", NOW.minus(Duration.ofDays(1))).verdict())
                .isEqualTo("hold");
        assertThat(Gate.of(completed.put("clock", ""), PROMOTE, "v2", later).verdict())
                .isEqualTo("hold");
        assertThat(Gate.of(rollout("watching", 100), PROMOTE, "v2", later).verdict())
                .isEqualTo("hold");
    }

    @Test
    void aRollbackIsARollbackHoweverOldItIs() {
        assertThat(
                        Gate.of(
                                        rollout("rolled-back", 5),
                                        PROMOTE,
                                        "v2",
                                        NOW.plus(Duration.ofDays(30)))
                                .verdict())
                .isEqualTo("rollback");
    }

    @ParameterizedTest
    @ValueSource(strings = {"watching", "rolled-back"})
    void anotherVersionIsNeitherLetThroughNorRolledBack(String phase) {
        Gate gate = Gate.of(rollout(phase, 100), PROMOTE, "v3", NOW);

        assertThat(gate.verdict()).isEqualTo("hold");
        assertThat(gate.detail())
                .isEqualTo("version v3 is not judged by this rollout (expected: v2)");
    }

    @Test
    void aViewWithoutPhaseOrClockIsAHold() {
        assertThat(verdict(JSON.createObjectNode(), PROMOTE)).isEqualTo("hold");
        assertThat(verdict(rollout("watching", 100).without("clock"), PROMOTE)).isEqualTo("hold");
    }

    @Test
    void ofAServiceTheNewestRolloutAnswersAndOneThatIsOverNotForLong() {
        GateRollouts known = new GateRollouts(JSON);
        ObjectNode old = rollout("rolled-back", 5).put("generation", 1);
        ObjectNode now = rollout("baking", 5).put("generation", 2);
        ObjectNode other = rollout("watching", 100).put("generation", 3).put("service", "pay");
        List<ObjectNode> all = List.of(now, old, other);

        assertThat(known.newestOf("shop", "prod", all, NOW).map(one -> one.path("phase").asText()))
                .hasValue("baking");
        assertThat(known.newestOf("none", "prod", all, NOW)).isEmpty();
        now.put("phase", "completed");
        assertThat(known.newestOf("shop", "prod", all, NOW.plus(Duration.ofMinutes(10))))
                .isPresent();
        // Then nobody answers: not the older one either.
        assertThat(known.newestOf("shop", "prod", all, NOW.plus(Duration.ofMinutes(11))))
                .isEqualTo(Optional.empty());
        now.put("service", "prod/shop").put("phase", "baking");
        assertThat(known.newestOf("shop", "prod", all, NOW).map(one -> one.path("phase").asText()))
                .hasValue("baking");
    }

    private static String verdict(com.fasterxml.jackson.databind.JsonNode rollout, Question asked) {
        return Gate.of(rollout, asked, "", NOW).verdict();
    }

    private static ObjectNode rollout(String phase, double weight) {
        ObjectNode rollout =
                JSON.createObjectNode()
                        .put("rolloutId", "r")
                        .put("phase", phase)
                        .put("weightPercent", weight)
                        .put("stageNumber", 2)
                        .put("stageName", "some")
                        .put("service", "shop")
                        .put("toVersion", "v2")
                        .put("everyMillis", 15_000)
                        .put("clock", NOW.toString());
        rollout.putArray("reasons");
        return rollout;
    }
}
