package dev.kanit.collector.check.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kanit.codec.check.CheckGroup;
import dev.kanit.codec.plan.PlanFile;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Every run is done once, by whoever takes it first; what the log has is done. */
final class DueRunsTest {

    private final PlanFile plan =
            CheckLab.read(
                    CheckLab.planWith(
                            """
                            page: {http: {url: "http://127.0.0.1:1/"}}
                            keys: {http: {url: "http://127.0.0.1:1/"}}
                            word: {attestation: {statement: it is signed}}
                            """));
    private final CheckGroup group = plan.checks().groups().getFirst();

    @Test
    void firstRunIsTakenOnceAndPeoplesAnswersNever() throws InterruptedException {
        DueRuns due = new DueRuns(plan, Map.of(), Map::of);
        assertThat(due.take(group).orElseThrow().numbers()).isEqualTo(Map.of("page", 1, "keys", 1));
        assertThat(due.take(group)).isEmpty();
    }

    @Test
    void afterARestartInTheMiddleOnlyWhatHasNoResultIsRun() throws InterruptedException {
        DueRuns due = new DueRuns(plan, Map.of(), () -> Map.of("page", 1));
        assertThat(due.take(group).orElseThrow().numbers()).isEqualTo(Map.of("keys", 1));
    }

    @Test
    void orderedRunWithoutAResultIsRunAfterARestartUnderItsNumber() throws InterruptedException {
        DueRuns due = new DueRuns(plan, Map.of("page", 3), () -> Map.of("page", 2, "keys", 1));
        assertThat(due.take(group).orElseThrow().numbers()).isEqualTo(Map.of("page", 3));
    }

    @Test
    void orderWhileAGroupIsUnderWayIsRunOnceUnderItsNumber() throws InterruptedException {
        DueRuns due = new DueRuns(plan, Map.of(), Map::of);
        assertThat(due.take(group)).isPresent();
        CheckGroup ordered = due.order(Map.of("page", 2)).getFirst();
        assertThat(due.take(ordered).orElseThrow().numbers()).isEqualTo(Map.of("page", 2));
        assertThat(due.take(ordered)).isEmpty();
        assertThat(due.take(group)).isEmpty();
    }

    @Test
    void orderOfAnUnknownCheckRunsNothing() {
        assertThat(new DueRuns(plan, Map.of(), Map::of).order(Map.of("gone", 2))).isEmpty();
    }
}
