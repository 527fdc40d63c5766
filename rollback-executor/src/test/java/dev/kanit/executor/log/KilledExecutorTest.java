package dev.kanit.executor.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kanit.executor.FakeRouter;
import dev.kanit.executor.HeldExchange;
import dev.kanit.executor.HeldExchange.Moment;
import dev.kanit.executor.Orders;
import dev.kanit.wire.ActionOutcome;
import dev.kanit.wire.StepOutcome;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/**
 * Conformance 15, with processes: the executor is killed between decision and action, between
 * action and acknowledgement, and between two steps.
 */
final class KilledExecutorTest {

    private static final Duration LIMIT = Duration.ofMinutes(5);
    private static final DecisionLog LOG = new DecisionLog();

    @AfterAll
    static void close() {
        LOG.close();
    }

    @Test
    void rollbackOfAKilledExecutorHasOneEffectAndGoesOnFromItsLastFinishedStep() throws Exception {
        try (FakeRouter router = new FakeRouter(25)) {
            HeldExchange decided = router.hold(Moment.BEFORE_THE_EFFECT, "PUT /kanit/weight");
            LOG.decide(Orders.rollback("killed", 1, router.actuatorSettings(), LIMIT));
            kill("first", decided);
            assertThat(router.effects()).isEmpty();

            kill("second", router.hold(Moment.BEFORE_THE_ANSWER, "POST /kanit/restore"));
            assertThat(router.effects()).containsExactly("weight 0.0", "version v1.3.1");

            // The order that the first one sent arrives only now.
            decided.letGo();
            kill("third", router.hold(Moment.BEFORE_THE_EFFECT, "GET /kanit/health"));

            Process last = launch("last");
            List<ActionOutcome> records;
            try {
                records = LOG.awaitOutcome(ActionOutcome::getFinished);
            } finally {
                kill(last);
            }

            assertThat(router.effects()).containsExactly("weight 0.0", "version v1.3.1");
            assertThat(router.weightPercent()).isZero();
            assertThat(records)
                    .extracting(ActionOutcome::getStep)
                    .containsExactly(
                            "stop-canary",
                            "restore-version",
                            "check-compatibility",
                            "restart",
                            "verify-health",
                            "verify-baseline");
            assertThat(records)
                    .extracting(ActionOutcome::getExecutor)
                    .containsExactly("second", "third", "third", "third", "last", "last");
            assertThat(records)
                    .extracting(ActionOutcome::getOutcome)
                    .doesNotContain(
                            StepOutcome.REFUSED, StepOutcome.SUPERSEDED, StepOutcome.UNREACHABLE);
            // The late one; weight and restore of the second; the restart of the third, which finds
            // the version restored.
            assertThat(router.orders()).isEqualTo(1 + 2 + 1);
        }
    }

    /** Starts an executor and kills it when the exchange stands still. */
    private static void kill(String name, HeldExchange exchange) throws Exception {
        Process process = launch(name);
        try {
            exchange.awaitArrival();
        } finally {
            kill(process);
        }
    }

    private static void kill(Process process) {
        process.destroyForcibly();
        process.onExit().join();
    }

    private static Process launch(String name) throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String classes =
                System.getProperty(
                        "surefire.test.class.path", System.getProperty("java.class.path"));
        return new ProcessBuilder(
                        java,
                        "-Xmx128m",
                        "-cp",
                        classes,
                        ExecutorMain.class.getName(),
                        LOG.cluster.bootstrapServers(),
                        LOG.cluster.registryUri().toString(),
                        name)
                .redirectErrorStream(true)
                .redirectOutput(
                        ProcessBuilder.Redirect.appendTo(new File("target/killed-executor.log")))
                .start();
    }
}
