package dev.kanit.codec.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import dev.kanit.codec.check.Check;
import dev.kanit.codec.check.CheckGroup;
import dev.kanit.codec.check.CheckKind;
import dev.kanit.codec.check.ChecksPlan;
import dev.kanit.codec.check.CountRange;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Checks as plan data: what is read, what is refused and where. */
final class ChecksReaderTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final JsonSchema SCHEMA =
            JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                    .getSchema(PlanSchema.text());

    @Test
    void everyKindOfCheckIsRead() throws IOException {
        String text = plan("");
        assertThat(violations(text)).isEmpty();
        ChecksPlan checks = checks(text);

        assertThat(checks.groups())
                .extracting(CheckGroup::name)
                .containsExactly("preflight", "blast-radius", "green-button");
        assertThat(kinds(checks))
                .isEqualTo(
                        Map.ofEntries(
                                Map.entry("api-health", "http"),
                                Map.entry("one-order-per-key", "burst"),
                                Map.entry("market-feed", "websocket"),
                                Map.entry("targets-up", "prometheus"),
                                Map.entry("bloat", "sql"),
                                Map.entry("clock-drift", "clock"),
                                Map.entry("web-clock", "clock"),
                                Map.entry("canary-alone", "blast"),
                                Map.entry("sbom-attached", "artifact"),
                                Map.entry("licences", "sbom"),
                                Map.entry("tag-signed", "command"),
                                Map.entry("signed-go", "attestation")));
        CheckGroup preflight = checks.group("preflight").orElseThrow();
        assertThat(preflight.mayFail()).isEqualTo(1);
        assertThat(preflight.checks().getFirst().optional()).isTrue();
        assertThat(preflight.checks().getFirst().timeout()).isEqualTo(Duration.ofSeconds(5));
        assertThat(preflight.checks().get(1).kind())
                .isInstanceOfSatisfying(
                        CheckKind.Burst.class,
                        burst ->
                                assertThat(burst.expect())
                                        .containsEntry(200, new CountRange(1, 1))
                                        .containsEntry(409, new CountRange(99, 99)));
    }

    @Test
    void speedMovesTheTimeOfAGroupAndNotItsLimits() throws IOException {
        CheckGroup group = checks(plan("speed: 120")).group("preflight").orElseThrow();

        assertThat(group.before()).isEqualTo(Duration.ofSeconds(5));
        assertThat(group.within()).isEqualTo(Duration.ofSeconds(60));
        assertThat(group.checks().getFirst().timeout()).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void planWithoutChecksHasNone() throws IOException {
        assertThat(checks(withoutChecks())).isEqualTo(ChecksPlan.NONE);
    }

    @Test
    void groupMayBeginNoEarlierThanAWeekBefore() throws IOException {
        assertThat(PlanReader.read(plan("").replace("at: 10m", "at: 8d")))
                .isInstanceOf(PlanReading.Rejected.class);
    }

    @ParameterizedTest(name = "{1} instead of {0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "at: 10m | at: soon | 'soon' is no duration",
                "within: 30s | within: 0s | within: 0s",
                "need: all-but 1 | need: most | need: 'most'",
                "at: 9m | at: 9m\\n    fast: true | unknown key 'fast' in checks.blast-radius",
                "http:\\n          url | htp:\\n          url | unknown key 'htp'",
                "optional: true | optional: perhaps | optional: 'perhaps'",
                "timeout: 5s | timeout: 0s | timeout: 0s",
                "api-health: | api health: | the name 'api health'",
                "method: GET | method: TRACE | method: 'TRACE'",
                "method: GET | methd: GET | unknown key 'methd'",
                "latency: <= 500ms | latency: fast | 'fast'",
                "latency: <= 500ms | latency: <= 500 | '<= 500'",
                "maxBytes: 4096 | maxBytes: 0 | maxBytes: '0'",
                "{200: 1, 409: 99} | {} | burst expects nothing",
                "{200: 1, 409: 99} | {200: some} | no count of status 200",
                "{200: 1, 409: 99} | {999: 1} | the status '999'",
                "keys: one | keys: some | keys: 'some'",
                ", pong: <= 1s, message: <= 5s} | } | websocket waits for nothing",
                "value: '>= 3' | value: many | 'many'",
                "'${DATABASE_URL}', query | 'jdbc:postgresql://db/x', query | url is no variable",
                "select max(n_dead_tup) from | delete from | query is not one reading statement",
                "pg_stat_user_tables', value | t; delete from t', value | query is not one",
                "clock: {sql: '${DATABASE_URL}', drift: <= 2s} | clock: {drift: <= 2s} | clock has both",
                "success: '> 95%' | success: most | 'most'",
                "p95: < 500ms\\n          backpressure | backpressure | blast has no 'p95'",
                "cpu: < 60% | cpu: low | 'low'",
                "location: dist/sbom.json | location: /etc/passwd | location: '/etc/passwd'",
                "location: dist/sbom.json | location: ../secret | location: '../secret'",
                "fresh: 24h | fresh: today | 'today' is no duration",
                "sha256: 01234567 | sha256: 0123456x | no SHA-256",
                "deny: [GPL-*, AGPL-*] | deny: [] | 0 entries",
                "run: verify-tag | run: /bin/sh | run: '/bin/sh'",
                "exit: 0 | exit: 256 | exit: 256",
                "statement: the GO/NO-GO sheet is signed, | ~~ | attestation has no 'statement'",
            })
    void badCheckIsRefusedWhereItStands(String right, String wrong, String message)
            throws IOException {
        String good = plan("").replace('"', '\'');
        String found = right.replace("\\n", "\n");
        assertThat(good).contains(found);
        int at = good.indexOf(found, good.indexOf("\nchecks:"));
        String bad =
                good.substring(0, at)
                        + wrong.replace("\\n", "\n")
                        + good.substring(at + found.length());

        assertThat(PlanReader.read(bad))
                .isInstanceOfSatisfying(
                        PlanReading.Rejected.class,
                        rejected ->
                                assertThat(rejected.errors())
                                        .anySatisfy(
                                                error -> {
                                                    assertThat(error.message()).contains(message);
                                                    assertThat(error.line())
                                                            .isGreaterThan(checksBegin(good));
                                                    assertThat(error.column()).isGreaterThan(1);
                                                }));
        assertThat(violations(bad)).isNotEmpty();
    }

    @ParameterizedTest(name = "{1} instead of {0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "one-order-per-key: | api-health: | api-health",
                "run: verify-tag, | run: verify-tag, tag: [, | no valid YAML",
                "timeout: 5s | timeout: 61s | timeout: 61s",
                "requests: 100 | requests: 98 | 100 answers of 98 requests",
                "'~ Good' | '~ (Good' | no pattern",
                "signed-go: | tag-signed: | 'tag-signed'",
            })
    void whatTheSchemaCannotSayTheReaderRefuses(String right, String wrong, String message)
            throws IOException {
        String good = plan("").replace('"', '\'');
        assertThat(good).contains(right);
        String bad = good.replace(right, wrong);

        assertThat(PlanReader.read(bad))
                .isInstanceOfSatisfying(
                        PlanReading.Rejected.class,
                        rejected ->
                                assertThat(rejected.errors())
                                        .anySatisfy(
                                                error ->
                                                        assertThat(error.message())
                                                                .contains(message)));
    }

    private static int checksBegin(String plan) {
        return (int) plan.substring(0, plan.indexOf("\nchecks:")).lines().count();
    }

    private static Map<String, String> kinds(ChecksPlan checks) {
        return checks.groups().stream()
                .flatMap(group -> group.checks().stream())
                .collect(Collectors.toMap(Check::name, check -> check.kind().word()));
    }

    private static ChecksPlan checks(String text) {
        PlanReading reading = PlanReader.read(text);
        assertThat(reading).isInstanceOf(PlanReading.Accepted.class);
        return ((PlanReading.Accepted) reading).file().checks();
    }

    private static List<String> violations(String yaml) {
        Object tree = new Load(LoadSettings.builder().build()).loadFromString(yaml);
        return SCHEMA.validate(JSON.valueToTree(tree)).stream()
                .map(message -> message.toString())
                .toList();
    }

    /** The shipped plan with the checks of the resource in place of its own. */
    private static String plan(String besides) throws IOException {
        try (var in = ChecksReaderTest.class.getResourceAsStream("/checks/every-kind.yaml")) {
            if (in == null) {
                throw new IllegalStateException("every-kind.yaml (expected: a test resource)");
            }
            return withoutChecks()
                    + "\n"
                    + besides
                    + "\n"
                    + new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        }
    }

    /** The shipped plan, whose approvals and checks are its end. */
    private static String withoutChecks() throws IOException {
        return shipped().replaceAll("(?ms)^(# Who must agree[^\\n]*\\n)approvals:.*", "");
    }

    private static String shipped() throws IOException {
        return Files.readString(Path.of("../../deploy/plans/spark-v1.4.0.yaml"));
    }
}
