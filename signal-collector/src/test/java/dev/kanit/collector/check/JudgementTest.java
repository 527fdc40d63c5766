package dev.kanit.collector.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kanit.codec.check.Bound;
import dev.kanit.codec.check.CheckKind.Backpressure;
import dev.kanit.codec.check.CheckKind.Blast;
import dev.kanit.codec.check.Expectation;
import dev.kanit.wire.CheckOutcome;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The pure part of checks: what is a pass. */
final class JudgementTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final Bound TWO_SECONDS = new Bound(Bound.Comparison.AT_MOST, 2_000, "<= 2s");

    @Test
    void errorIsNeverAPassAndOptionalOnesWarn() {
        assertThat(Judged.errored("x").outcome(false)).isEqualTo(CheckOutcome.ERRORED);
        assertThat(Judged.errored("x").outcome(true)).isEqualTo(CheckOutcome.WARNED);
        assertThat(Judged.of(false, Seen.of("x")).outcome(false)).isEqualTo(CheckOutcome.FAILED);
        assertThat(Judged.of(false, Seen.of("x")).outcome(true)).isEqualTo(CheckOutcome.WARNED);
        assertThat(Judged.of(true, Seen.of("x")).outcome(true)).isEqualTo(CheckOutcome.PASSED);
    }

    @Test
    void notANumberIsWithinNoBound() {
        for (Bound.Comparison comparison : Bound.Comparison.values()) {
            assertThat(new Bound(comparison, 1, "x").holds(Double.NaN))
                    .as("%s", comparison)
                    .isFalse();
        }
        assertThat(Expectations.holds(new Expectation.Within(TWO_SECONDS), "NaN")).isFalse();
        assertThat(Expectations.holds(new Expectation.Within(TWO_SECONDS), "fast")).isFalse();
    }

    @Test
    void numbersAreComparedAsNumbers() {
        assertThat(Expectations.holds(new Expectation.Exactly("5"), "5.0")).isTrue();
        assertThat(Expectations.holds(new Expectation.Other("5"), "5.0")).isFalse();
        assertThat(Expectations.holds(new Expectation.Exactly("v1"), "v1.0")).isFalse();
    }

    @Test
    void patternThatDoesNotEndIsGivenUp() {
        Expectation endless =
                new Expectation.Matches(Pattern.compile("(a*)(a*)(a*)(a*)(a*)(a*)(a*)c"));
        String text = "a".repeat(60) + "b";
        assertThatThrownBy(() -> Expectations.holds(endless, text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("steps");
    }

    @ParameterizedTest
    @CsvSource({
        "29, 1, 142, PASSED", // 96.7 %
        "28, 2, 142, FAILED", // 93.3 %
        "30, 0, 501, FAILED",
        "0, 30, 1, FAILED",
    })
    void blastPassesWithEnoughFastProbes(
            int fine, int failed, double millis, CheckOutcome outcome) {
        Blast blast = blast(Optional.empty());
        var probes =
                new BlastJudge.Probes("HTTP", fine + failed, Collections.nCopies(fine, millis));
        assertThat(BlastJudge.judge(blast, List.of(probes), OptionalDouble.empty()).outcome(false))
                .isEqualTo(outcome);
    }

    @Test
    void everySortOfProbesMustPass() {
        var good = new BlastJudge.Probes("HTTP", 30, Collections.nCopies(30, 10.0));
        var bad = new BlastJudge.Probes("WebSocket", 30, Collections.nCopies(3, 10.0));
        assertThat(
                        BlastJudge.judge(
                                        blast(Optional.empty()),
                                        List.of(good, bad),
                                        OptionalDouble.empty())
                                .outcome(false))
                .isEqualTo(CheckOutcome.FAILED);
    }

    @ParameterizedTest
    @CsvSource({"320, 0.12, true", "320, 0.85, false", "120, 0.12, false"})
    void backpressureIsHighLatencyAtLowCpu(double millis, double cpu, boolean found) {
        Blast blast =
                blast(
                        Optional.of(
                                new Backpressure(
                                        new Bound(Bound.Comparison.MORE, 250, "> 250ms"),
                                        new Bound(Bound.Comparison.LESS, 0.6, "< 60%"),
                                        "cpu")));
        var probes = new BlastJudge.Probes("HTTP", 30, Collections.nCopies(30, millis));
        Judged judged = BlastJudge.judge(blast, List.of(probes), OptionalDouble.of(cpu));
        assertThat(judged.outcome(false)).isEqualTo(CheckOutcome.PASSED);
        assertThat(judged.seen().findings())
                .isEqualTo(
                        found ? List.of("backpressure: HTTP p95 320 ms at 12 % CPU") : List.of());
    }

    @ParameterizedTest
    @CsvSource({
        "0, 100, 50, PASSED",
        "0, 100, 2100, PASSED",
        "0, 100, 2101, FAILED",
        "5000, 5100, 2000, PASSED", // shown as a whole second: up to 3 s
        "5000, 5100, 1000, FAILED",
    })
    void clockIsJudgedByTheSmallestDistanceThatFits(
            long askedMillis, long answeredMillis, long otherMillis, CheckOutcome outcome) {
        Judged judged =
                ClockJudge.judge(
                        TWO_SECONDS,
                        NOW.plusMillis(askedMillis),
                        NOW.plusMillis(answeredMillis),
                        NOW.plusMillis(otherMillis),
                        Duration.ofSeconds(1));
        assertThat(judged.outcome(false)).as(judged.seen().text()).isEqualTo(outcome);
    }

    @ParameterizedTest
    @CsvSource({
        "GPL-*, a: GPL-3.0-only",
        "gpl-3.0-only, a: GPL-3.0-only",
        "LGPL-*, b: MIT OR LGPL-2.1-or-later",
        "AGPL-*, ''",
        "BSL, c: BSL",
    })
    void newLicenceIsFoundInEitherFormat(String deny, String found) {
        Licences before =
                licences(
                        """
                        {"spdxVersion":"SPDX-2.3","packages":[
                          {"name":"old","licenseConcluded":"GPL-2.0-only"},
                          {"name":"a","licenseDeclared":"MIT","licenseConcluded":"NOASSERTION"}]}
                        """);
        Licences after =
                licences(
                        """
                        {"bomFormat":"CycloneDX","components":[
                          {"name":"old","licenses":[{"license":{"id":"GPL-2.0-only"}}]},
                          {"name":"a","licenses":[{"license":{"id":"GPL-3.0-only"}}],
                           "components":[{"name":"c","licenses":[{"license":{"name":"BSL"}}]}]},
                          {"name":"b","licenses":[{"expression":"MIT OR LGPL-2.1-or-later"}]}]}
                        """);
        assertThat(after.newlyDenied(before, List.of(deny)))
                .containsExactlyElementsOf(found.isEmpty() ? List.of() : List.of(found));
    }

    @Test
    void componentWithoutALicenceIsNamedAsUnjudged() {
        assertThat(
                        licences(
                                        """
                                        {"bomFormat":"CycloneDX","components":[
                                          {"name":"a","licenses":[{"license":{"id":"MIT"}}]},
                                          {"group":"g","name":"b","licenses":[]}]}
                                        """)
                                .silent())
                .containsExactly("g/b");
        assertThat(
                        licences(
                                        """
                                        {"spdxVersion":"SPDX-2.3","packages":[
                                          {"name":"c","licenseConcluded":"NOASSERTION"}]}
                                        """)
                                .silent())
                .containsExactly("c");
    }

    @Test
    void whatIsNoSbomIsNone() {
        assertThat(Licences.read("{}".getBytes(StandardCharsets.UTF_8))).isEmpty();
        assertThat(Licences.read("no JSON".getBytes(StandardCharsets.UTF_8))).isEmpty();
    }

    @Test
    void valueOfAVariableIsReplacedWhereverItStands() {
        Redaction redaction = new Redaction(Map.of("A", "secret", "B", "secret-longer", "C", "x"));
        assertThat(redaction.of("x secret-longer, secret")).isEqualTo("x ${B}, ${A}");
        Seen seen =
                Seen.of("secret")
                        .withFindings(List.of("a secret"))
                        .withArtifacts(Map.of("secret", "d"));
        assertThat(redaction.of(seen).toString()).doesNotContain("secret");
    }

    private static Blast blast(Optional<Backpressure> backpressure) {
        return new Blast(
                "http://canary",
                Optional.empty(),
                30,
                new Bound(Bound.Comparison.MORE, 0.95, "> 95%"),
                new Bound(Bound.Comparison.LESS, 500, "< 500ms"),
                backpressure);
    }

    private static Licences licences(String json) {
        return Licences.read(json.getBytes(StandardCharsets.UTF_8)).orElseThrow();
    }
}
