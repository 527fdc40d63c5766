package dev.kanit.codec.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kanit.decision.plan.CheckGroup;
import dev.kanit.decision.plan.GoRule;
import dev.kanit.decision.plan.Ritual;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RitualReaderTest {

    private static final String PLAN =
            """
            plan: small
            hypothesis: no worse
            service: shop
            from: v1
            to: v2
            actuator: {http: {url: "http://127.0.0.1:1/"}}
            source: {push: {every: 10s}}
            signals:
              latency: {unit: ms, query: a, pass: <= 200ms}
              requests: {unit: 1/s, query: b}
              errors: {unit: ratio, query: c}
            stages:
              - {weight: 5%, bake: 15m, set: preview}
            """;

    private static final String CHECKS =
            """
            checks:
              preflight:
                at: 10m
                need: all-but 1
                run:
                  first: {attestation: {statement: the first, by: ayse}}
                  second: {attestation: {statement: the second, by: ayse}, optional: true}
                  third: {attestation: {statement: the third, by: ayse}}
              go-no-go:
                run:
                  one: {attestation: {statement: one, by: ayse}}
                  two: {attestation: {statement: two, by: ayse}}
                  three: {attestation: {statement: three, by: ayse}}
            """;

    @Test
    void planWithoutAnySurroundingsStartsAtOnce() {
        assertThat(ritual(PLAN)).isEqualTo(Ritual.NONE);
    }

    @Test
    void groupsKnowHowManyMustPassAndWhichCheckWaitsForAPerson() {
        Ritual ritual = ritual(PLAN + CHECKS);
        CheckGroup preflight = ritual.checks().orElseThrow().groups().getFirst();
        assertThat(preflight.pass()).isEqualTo(2);
        assertThat(preflight.conditionalPass()).isEqualTo(1);
        assertThat(preflight.checks()).allMatch(check -> check.attested());
        assertThat(ritual.lead()).isEqualTo(Duration.ofMinutes(10));
        assertThat(ritual.go()).isEqualTo(GoRule.USUAL);
    }

    @Test
    void approvalsCountTheChecksOfGoNoGo() {
        Ritual ritual =
                ritual(
                        "speed: 60\n"
                                + PLAN
                                + CHECKS
                                + """
                                approvals:
                                  go:
                                    pass: 3
                                    conditional: {pass: 2, approvers: 2}
                                    override: {approvers: 4, risk: required}
                                  expireAfter: 2h
                                promote: true
                                """);
        CheckGroup go = ritual.checks().orElseThrow().groups().getLast();
        assertThat(go.pass()).isEqualTo(3);
        assertThat(go.conditionalPass()).isEqualTo(2);
        assertThat(ritual.go()).isEqualTo(new GoRule(2, 4, Duration.ofMinutes(2)));
        assertThat(ritual.promote()).isTrue();
    }

    @Test
    void stageSetsTheFlagsValue() {
        PlanReading.Accepted accepted = (PlanReading.Accepted) PlanReader.read(PLAN);
        assertThat(accepted.file().plan().stages().getFirst().value()).isEqualTo("preview");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "approvals: {go: {pass: 4}} | approvals.go: pass 4, conditional 3",
                "approvals: {go: {conditional: {pass: 9}}} | approvals.go: pass 3, conditional 9",
                "approvals: {go: {override: {risk: none}}} | risk: 'none'",
                "approvals: {go: {override: {approvers: 99}}} | 99 approvers",
                "approvals: {expireAfter: 0s} | expireAfter: 0",
                "approvals: {stop: {}} | unknown key 'stop' in approvals",
                "promote: maybe | promote: 'maybe'",
            })
    void saysWhatIsWrong(String line, String message) {
        assertThat(errors(PLAN + CHECKS + line)).contains(message);
    }

    @Test
    void approvalsWithoutChecksAreAnError() {
        assertThat(errors(PLAN + "approvals: {expireAfter: 1h}\n"))
                .contains("approvals without checks");
    }

    static Ritual ritual(String text) {
        return switch (PlanReader.read(text)) {
            case PlanReading.Accepted(var file) -> file.plan().ritual();
            case PlanReading.Rejected rejected -> throw new AssertionError(rejected.inFile("plan"));
        };
    }

    static String errors(String text) {
        return PlanReader.read(text) instanceof PlanReading.Rejected rejected
                ? rejected.inFile("plan")
                : "none";
    }
}
