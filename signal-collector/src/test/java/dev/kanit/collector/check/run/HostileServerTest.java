package dev.kanit.collector.check.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kanit.wire.CheckOutcome;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a server may do to a check, and what the record says then. */
final class HostileServerTest {

    private final OddServer server = new OddServer();

    @AfterEach
    void close() throws IOException {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/hang", "/half"})
    void serverThatHangsIsGivenUpAndNeverPasses(String path) throws InterruptedException {
        Ran ran = http(path, "", "timeout: 500ms");

        assertThat(ran.outcome()).isEqualTo(CheckOutcome.ERRORED);
        assertThat(ran.observed()).contains("no end within 500 ms");
        assertThat(ran.took()).isLessThan(Duration.ofSeconds(10));
    }

    @Test
    void answerOfAHundredMegabytesIsCutOff() throws InterruptedException {
        Ran ran = http("/large", "", "");

        assertThat(ran.outcome()).isEqualTo(CheckOutcome.ERRORED);
        assertThat(ran.observed()).contains("an answer of over 1048576 bytes");
        assertThat(server.sentBytes.get()).isLessThan(100L << 20);
    }

    @Test
    void redirectToAnotherHostIsNotFollowedAndRecorded() throws InterruptedException {
        Ran ran = http("/away", "", "");

        assertThat(ran.outcome()).isEqualTo(CheckOutcome.FAILED);
        assertThat(ran.observed())
                .contains("status 302 to http://elsewhere.invalid/x, not followed");
        assertThat(server.connections.get()).isEqualTo(1);
    }

    @Test
    void optionalCheckOnlyWarns() throws InterruptedException {
        assertThat(http("/away", "", "optional: true").outcome()).isEqualTo(CheckOutcome.WARNED);
        assertThat(http("/hang", "", "optional: true\ntimeout: 300ms").outcome())
                .isEqualTo(CheckOutcome.WARNED);
    }

    @ParameterizedTest
    @ValueSource(ints = {90, 118, 119, 120, 121, 300, 3_990, 3_999, 4_001})
    void secretThatIsCutInHalfIsNotRecordedEither(int padding) throws InterruptedException {
        String secret = "s3cr3t-" + "0123456789abcdef".repeat(20);
        Ran ran =
                CheckLab.one(
                        """
                        http:
                          url: "%s"
                          send: {Authorization: "%s${TOKEN}"}
                          headers: {x-echo: something else}
                        """
                                .formatted(server.url("/echo"), "p".repeat(padding)),
                        Map.of("TOKEN", secret));

        assertThat(ran.outcome()).isEqualTo(CheckOutcome.FAILED);
        assertThat(ran.result("r", "d", 1).toString()).doesNotContain("s3cr3t");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"*\"", "\"!= pending\"", "\"~ .\"", "\"<= 5\"", "\"!= null\""})
    void nullIsNoValueAndPassesAsNothingButNull(String expected) throws InterruptedException {
        Ran wrong = http("/nothing", "json: {/state: " + expected + "}", "");
        assertThat(wrong.outcome()).isEqualTo(CheckOutcome.FAILED);
        assertThat(wrong.observed()).contains("/state = null, which is no value");
        assertThat(http("/nothing", "json: {/state: \"null\"}", "").outcome())
                .isEqualTo(CheckOutcome.PASSED);
    }

    @Test
    void secretThatAServerRepeatsIsNotRecorded() throws InterruptedException {
        Ran ran =
                CheckLab.one(
                        """
                        http:
                          url: "%s"
                          send: {Authorization: "${TOKEN}"}
                          headers: {x-echo: something else}
                        """
                                .formatted(server.url("/echo")),
                        Map.of("TOKEN", "s3cr3t-value"));

        assertThat(ran.outcome()).isEqualTo(CheckOutcome.FAILED);
        assertThat(ran.observed()).contains("x-echo: ${TOKEN}").doesNotContain("s3cr3t");
        assertThat(ran.result("r", "d", 1).toString()).doesNotContain("s3cr3t");
    }

    @Test
    void variableThatIsNotOpenIsNamedAndNothingIsSent() throws InterruptedException {
        Ran ran = CheckLab.one("http: {url: \"${HIDDEN}/x\"}", Map.of());

        assertThat(ran.outcome()).isEqualTo(CheckOutcome.ERRORED);
        assertThat(ran.observed()).contains("${HIDDEN} has no value");
        assertThat(server.connections.get()).isZero();
    }

    @Test
    void serverThatIsAwayIsAnError() throws InterruptedException {
        Ran ran = CheckLab.one("http: {url: \"http://127.0.0.1:1/x\"}", Map.of());

        assertThat(ran.outcome()).isEqualTo(CheckOutcome.ERRORED);
        assertThat(ran.observed()).contains("http://127.0.0.1:1/x: no answer");
    }

    @Test
    void latencyIsHeldAgainstItsBound() throws InterruptedException {
        assertThat(http("/fine", "json: {/lag: <= 3}, latency: <= 10s", "").outcome())
                .isEqualTo(CheckOutcome.PASSED);
        Ran slow = http("/fine", "json: {/lag: <= 2, /gone: 1}, latency: <= 0ms", "");
        assertThat(slow.outcome()).isEqualTo(CheckOutcome.FAILED);
        assertThat(slow.observed()).contains("latency ", "/lag = 2.5", "no /gone");
    }

    @Test
    void groupEndsAtItsLimitAndEveryCheckHasAResult() throws InterruptedException {
        String plan =
                CheckLab.plan(
                        "short:\n  within: 1s\n  run:\n"
                                + IntStream.range(0, 13)
                                        .mapToObj(this::fineThenHanging)
                                        .collect(Collectors.joining()));

        Map<String, Ran> results = CheckLab.run(plan, CheckAccess.of(new TreeMap<>()));

        assertThat(results).hasSize(13);
        assertThat(results.values())
                .filteredOn(ran -> ran.outcome() == CheckOutcome.PASSED)
                .extracting(ran -> ran.check().name())
                .containsExactly("c-0");
        assertThat(results.values())
                .filteredOn(ran -> ran.outcome() == CheckOutcome.ERRORED)
                .hasSize(12);
    }

    private String fineThenHanging(int number) {
        return "    c-"
                + number
                + ":\n      http: {url: \""
                + server.url(number == 0 ? "/fine" : "/hang")
                + "\"}\n";
    }

    private Ran http(String path, String expect, String besides) throws InterruptedException {
        return CheckLab.one(
                "http: {url: \"%s\"%s}\n%s\n"
                        .formatted(
                                server.url(path), expect.isEmpty() ? "" : ", " + expect, besides),
                Map.of());
    }
}
