package dev.kanit.codec.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.kanit.decision.plan.CheckGroup;
import dev.kanit.decision.plan.FreezePlan;
import dev.kanit.decision.plan.FreezeWindow;
import dev.kanit.decision.plan.GoRule;
import dev.kanit.decision.plan.NightPlan;
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

    private static final String AROUND =
            """
            change: schema
            freeze:
              from: 30m
              until: 24h
              zone: Europe/Istanbul
              allow: [hotfix]
              windows:
                market-hours: {days: [mon, tue, wed, thu, fri], from: "09:30", to: "18:00", blocks: [schema]}
                dst-week: {dst: true, only: "06:00-10:00"}
              budgetBelow: 10%
            night:
              for: 24h
              snapshots: [{until: 2h, every: 15m}, {until: 24h, every: 1h}]
              slo: {availability: 99%, bad: errors, total: requests}
              burn: {1h: 2.0, 6h: 2.0, critical: {1h: 5.0}}
              pass: [errors < 1%]
              totals: {requests: {below: 120, within: 2h}}
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
    void freezeAndNightAreReadWithTheirWindowsAndLimits() {
        Ritual ritual = ritual("speed: 60\n" + PLAN + AROUND);
        FreezePlan freeze = ritual.freeze().orElseThrow();
        assertThat(freeze.from()).isEqualTo(Duration.ofSeconds(30));
        assertThat(freeze.windows())
                .extracting(FreezeWindow::name, FreezeWindow::only)
                .containsExactly(tuple("market-hours", false), tuple("dst-week", true));
        assertThat(freeze.windows().getFirst().days()).hasSize(5);
        assertThat(freeze.budgetBelow()).hasValue(0.1);
        assertThat(ritual.change()).isEqualTo("schema");
        NightPlan night = ritual.night().orElseThrow();
        assertThat(night.windows()).containsExactly(Duration.ofMinutes(1), Duration.ofMinutes(6));
        assertThat(night.burn()).filteredOn(NightPlan.BurnLimit::critical).hasSize(1);
        assertThat(night.every(Duration.ZERO)).isEqualTo(Duration.ofSeconds(15));
        assertThat(night.totals().getFirst().below()).isEqualTo(2);
        assertThat(ritual.prepares()).isTrue();
        assertThat(ritual.lead()).isEqualTo(Duration.ofSeconds(30));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "freeze: {zone: Mars/Olympus} | zone: 'Mars/Olympus'",
                "freeze: {windows: {lunch: {from: \"12:00\"}}} | freeze has no 'zone'",
                "freeze: {zone: UTC, windows: {lunch: {from: noon}}} | 'noon' is no time of day",
                "freeze: {zone: UTC, windows: {lunch: {days: [someday]}}} | no day",
                "freeze: {budgetBelow: 10ms} | budgetBelow: '10ms'",
                "night: {burn: {1h: 2}} | night.burn without night.slo",
                "night: {slo: {availability: 100%, bad: errors, total: requests}} | '100%'",
                "night: {slo: {availability: 99%, bad: latency, total: requests}} | latency is in ms",
                "night: {pass: [errors]} | 'errors' is no condition",
                "night: {totals: {requests: {below: 0}}} | night.totals.requests.below",
                "night: {for: 0s} | for: 0",
            })
    void saysWhatIsWrongAroundTheStages(String line, String message) {
        assertThat(errors(PLAN + line)).contains(message);
    }

    @Test
    void nightTakesThePlaceOfTheWatch() {
        assertThat(errors(PLAN + "watch: 1h\nnight: {for: 24h}\n")).contains("night and watch");
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
