package dev.kanit.collector.check.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kanit.sampletarget.SampleTarget;
import dev.kanit.sampletarget.SampleTargetOptions;
import dev.kanit.sampletarget.Scenario;
import dev.kanit.wire.CheckOutcome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every kind of check against something real; SQL has its own test. */
final class EveryKindTest {

    @TempDir static Path files;
    private static SampleTarget target;

    @BeforeAll
    static void start() {
        target =
                SampleTarget.start(
                        SampleTargetOptions.of(Scenario.HEALTHY).atRequestsPerSecond(50));
    }

    @AfterAll
    static void stop() {
        target.close();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "http: {url: '${TARGET_URL}', paths: [/, /login], headers: {strict-transport-security: '~ preload'}} | PASSED | 200 in",
                "http: {url: '${TARGET_URL}', paths: [/, /nowhere]} | FAILED | /nowhere: status 404",
                "http: {url: '${TARGET_URL}/', headers: {x-frame-options: DENY}} | FAILED | no x-frame-options",
                "http: {url: '${TARGET_URL}/', json: {/a: 1}} | FAILED | no JSON in the body",
                "http: {url: '${TARGET_URL}/api/flags', json: {/unknown: '0'}, status: 2xx} | PASSED | 200 in",
                "burst: {url: '${TARGET_URL}/api/orders/once', keys: one, expect: {200: 1, 409: 99}} | PASSED | 1 x 200, 99 x 409",
                "burst: {url: '${TARGET_URL}/api/orders/once', keys: each, expect: {200: 1, 409: 99}} | FAILED | 100 x 200",
                "burst: {url: '${TARGET_URL}/api/orders/once', requests: 3, expect: {200: 0-3}} | FAILED | 3 x 400",
                "burst: {url: 'http://127.0.0.1:1/', requests: 2, expect: {200: 0-2}} | FAILED | 2 x no answer",
                "websocket: {url: '${TARGET_URL}/feed', pong: <= 5s, message: <= 5s} | PASSED | pong after",
                "websocket: {url: '${TARGET_URL}/feed', message: <= 0ms} | FAILED | message after",
                "websocket: {url: '${TARGET_URL}/api/flags', pong: <= 5s} | ERRORED | no WebSocket",
                "blast: {http: '${CANARY_URL}/api/quote', websocket: '${CANARY_URL}/feed', success: '> 95%', p95: < 5s} | PASSED | HTTP 30/30",
                "blast: {http: '${CANARY_URL}/nowhere', success: '> 95%', p95: < 5s} | FAILED | HTTP 0/30",
                "prometheus: {query: min(up), value: '>= 1'} | PASSED | 1",
                "prometheus: {query: 'sum(rate(http_requests_total[1m]))', value: '> 0'} | PASSED | .",
                "prometheus: {query: min(up), value: '> 1'} | FAILED | 1",
                "prometheus: {query: min(no_such_series), value: '> 1'} | ERRORED | NO_DATA",
                "prometheus: {query: up, value: '> 0', url: 'http://127.0.0.1:1'} | ERRORED | PROVIDER_DOWN",
                "artifact: {location: '${TARGET_URL}/release/sbom.json', fresh: 1h} | PASSED | 0 min old",
                "artifact: {location: '${TARGET_URL}/release/none.json'} | FAILED | is not there",
                "sbom: {before: '${TARGET_URL}/release/sbom-stable.json', after: '${TARGET_URL}/release/sbom.json', deny: [GPL-*]} | PASSED | none among 4",
                "sbom: {before: '${TARGET_URL}/release/sbom-stable.json', after: '${TARGET_URL}/release/sbom.json', deny: [apache-*]} | FAILED | fast-fix: Apache-2.0",
                "sbom: {before: '${TARGET_URL}/api/flags', after: '${TARGET_URL}/release/sbom.json', deny: [GPL-*]} | ERRORED | no SBOM",
                "clock: {http: '${TARGET_URL}/', drift: <= 30s} | PASSED | at least",
                "clock: {http: '${TARGET_URL}/api/orders/once', drift: <= 2s} | ERRORED | no Date header",
                "command: {run: forbidden} | ERRORED | not allowed",
            })
    void isJudgedByWhatItFinds(String check, CheckOutcome outcome, String observed)
            throws InterruptedException {
        Ran ran = CheckLab.one(check + "\ntimeout: 8s", variables());

        assertThat(ran.outcome()).as(ran.observed()).isEqualTo(outcome);
        assertThat(ran.observed()).contains(observed);
        assertThat(ran.expected()).doesNotContain("127.0.0.1");
    }

    @Test
    void highLatencyAtLowCpuIsReportedAsBackpressure() throws InterruptedException {
        Ran ran =
                CheckLab.one(
                        """
                        blast:
                          http: "${CANARY_URL}/api/quote"
                          success: "> 95%"
                          p95: < 5s
                          backpressure: {p95: "> 1ms", cpu: < 101%, query: "min(up) * 0.2"}
                        """,
                        variables());

        assertThat(ran.outcome()).isEqualTo(CheckOutcome.PASSED);
        assertThat(ran.judged().seen().findings())
                .singleElement()
                .asString()
                .startsWith("backpressure: HTTP p95 ")
                .endsWith("at 20 % CPU");
    }

    @Test
    void fileIsPresentFreshAndTheSame() throws Exception {
        Path file = files.resolve("app.tar");
        Files.writeString(file, "abc");
        String digest =
                HexFormat.of()
                        .formatHex(
                                java.security.MessageDigest.getInstance("SHA-256")
                                        .digest("abc".getBytes(StandardCharsets.UTF_8)));
        Ran fine = file("artifact: {location: app.tar, fresh: 1h, sha256: %s}".formatted(digest));
        assertThat(fine.outcome()).as(fine.observed()).isEqualTo(CheckOutcome.PASSED);
        assertThat(fine.result("r", "d", 1).getArtifacts()).containsEntry("app.tar", digest);

        assertThat(
                        file("artifact: {location: app.tar, sha256: %s}".formatted("0".repeat(64)))
                                .observed())
                .contains("SHA-256 " + digest);
        Files.setLastModifiedTime(file, FileTime.from(Instant.EPOCH));
        assertThat(file("artifact: {location: app.tar, fresh: 1h}").outcome())
                .isEqualTo(CheckOutcome.FAILED);
    }

    @Test
    void linkOutOfTheDirectoryIsRefused(@TempDir Path elsewhere) throws Exception {
        Files.writeString(elsewhere.resolve("secret"), "s3cr3t");
        Files.createSymbolicLink(files.resolve("link"), elsewhere.resolve("secret"));

        Ran ran = file("artifact: {location: link}");

        assertThat(ran.outcome()).isEqualTo(CheckOutcome.ERRORED);
        assertThat(ran.observed()).contains("a file below the operator's directory");
    }

    @Test
    void filesAreClosedWithoutADirectory() throws InterruptedException {
        assertThat(CheckLab.one("artifact: {location: app.tar}", Map.of()).observed())
                .contains("files are not open to checks");
    }

    @Test
    void commandSeesItsArgumentsAsTheyAreAndNoEnvironment() throws Exception {
        Path program = program("#!/bin/sh\necho \"$1 ${HOME:-no home}\"\nexit 3\n");
        Ran ran =
                command(
                        program,
                        "command: {run: tool, args: ['a; b $(c)'], exit: 3, output: '~ ^a; b .*no home$'}");
        assertThat(ran.outcome()).as(ran.observed()).isEqualTo(CheckOutcome.PASSED);
        assertThat(ran.observed()).isEqualTo("exit 3: a; b $(c) no home");
        assertThat(command(program, "command: {run: tool}").outcome())
                .isEqualTo(CheckOutcome.FAILED);
    }

    @Test
    void commandThatHangsOrTalksWithoutEndIsEnded() throws Exception {
        Path hangs = program("#!/bin/sh\nsleep 1000\n");
        assertThat(command(hangs, "command: {run: tool}\ntimeout: 500ms").observed())
                .contains("no end within 500 ms");
        Path talks = program("#!/bin/sh\nyes | head -c 5000000\n");
        Ran ran = command(talks, "command: {run: tool, output: '~ ^y'}");
        assertThat(ran.outcome()).isEqualTo(CheckOutcome.PASSED);
        assertThat(ran.observed()).hasSizeLessThan(1_000);
    }

    @Test
    void attestationIsNotRun() throws InterruptedException {
        String plan =
                CheckLab.planWith(
                        "word:\n  attestation: {statement: it is signed}\nup:\n  prometheus: {query: min(up), value: '>= 1'}\n");
        assertThat(CheckLab.run(plan, CheckAccess.of(new TreeMap<>(variables()))))
                .containsOnlyKeys("up");
    }

    private static Path program(String text) throws IOException {
        Path program = Files.createTempFile(files, "tool", ".sh");
        Files.writeString(program, text);
        assertThat(program.toFile().setExecutable(true)).isTrue();
        return program;
    }

    private static Ran command(Path program, String check) throws InterruptedException {
        return CheckLab.one(
                check,
                new CheckAccess(Map.of(), Map.of(), Map.of("tool", program), Optional.empty()));
    }

    private static Ran file(String check) throws InterruptedException {
        return CheckLab.one(
                check, new CheckAccess(Map.of(), Map.of(), Map.of(), Optional.of(files)));
    }

    private static Map<String, String> variables() {
        return Map.of(
                "TARGET_URL", target.routerUri().toString(),
                "CANARY_URL", target.canaryUri().toString(),
                "METRICS", target.metricsUri().toString());
    }
}
