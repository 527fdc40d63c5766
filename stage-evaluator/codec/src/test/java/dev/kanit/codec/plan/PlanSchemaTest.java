package dev.kanit.codec.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The published schema and the reader agree on the shape of a plan. */
final class PlanSchemaTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final JsonSchema SCHEMA =
            JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                    .getSchema(PlanSchema.text());

    @Test
    void shippedPlanIsValid() throws IOException {
        assertThat(violations(shipped())).isEmpty();
    }

    @Test
    void everyKeyIsDescribed() throws JsonProcessingException {
        List<String> undescribed = new ArrayList<>();
        undescribed("#", JSON.readTree(PlanSchema.text()), undescribed);
        assertThat(undescribed).isEmpty();
    }

    @ParameterizedTest(name = "{1} instead of {0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "service: spark\\n | ~~",
                "from: v1.3.1 | frm: v1.3.1",
                "ingress: {namespace: prod, | ingress: {",
                "ingress: {namespace | egress: {namespace",
                "every: 15s | every: 0s",
                "every: 15s | evry: 15s",
                "tracks:\\n | track:\\n",
                "halfA: baseline-a | halfC: baseline-a",
                "halfA: baseline-a | halfA: ''",
                "halfA: baseline-a | halfA: [baseline-a]",
                "compare: counts | compare: ratio",
                "compare: counts | compare: everything",
                "compare: counts | compare: counts\\n      window: 30s",
                "{compare: ratio, worse: 10%} | {compare: counts, worse: 10%}",
                "{compare: ratio, worse: 10%} | {compare: ratio, minEvents: 5}",
                "{compare: ratio, worse: 10%} | {compare: ratio, worse: 10}",
                "{compare: ratio, worse: 10%} | {compare: ratio, worse: '-1%'}",
                "{compare: ratio, worse: 10%} | {compare: ratio, allowed: 10%}",
                "{compare: ratio, worse: 10%} | {worse: 10%}",
                "{compare: ratio, worse: 10%} | ratio",
                "worse: 10%, window: 30s | worse: 10%, window: 0s",
                "lag_p95_seconds{track=~\"$track\"} | lag_p95_seconds",
                "bad: sum(risk_blocks_total{track=~\"$track\"}) | bad: sum(risk_blocks_total)",
                "bad: sum(risk_blocks_total{track=~\"$track\"}) | bad: increase(r{t=\"$track\"}[$window])",
                "minEvents: 100 | minEvents: few",
                "minEvents: 100 | maxEvents: 20",
                "[api_p95, ws_staleness_p95, event_loop_lag_p95, gc_pause_avg] | [api_p95, gc_pause_avg]",
                "[api_p95, ws_staleness_p95, event_loop_lag_p95, gc_pause_avg] | [api_p95, api_p95, api_p95]",
                "[api_p95, ws_staleness_p95, event_loop_lag_p95, gc_pause_avg] | api_p95",
                "groups:\\n | groupes:\\n",
                "evidence: hold | evidence: alert",
                "sharedIncident: hold | sharedIncident: ignore",
                "every: 15s | every: 15",
                "unit: bytes | unit: octets",
                "unit: bytes | unit: s/s/s",
                "unit: bytes | min: 5",
                "pass: <= 200ms | pass: 200ms",
                "minSamples: 20 | minSamples: -1",
                "minSamples: 20 | minSamples: some",
                "bake: 30m | bake: 0m",
                "bake: 30m | bake: 30 minutes",
                "weight: 100% | weight: 100",
                "weight: 100% | weight: all",
                "for: 0s | for: now",
                "for: 0s | fore: 0s",
                "then: rollback | then: panic",
                "then: rollback | then: {mitigate: {}}",
                "when: [api_p95 > 400ms] | when: []",
                "when: [api_p95 > 400ms] | when: [api_p95]",
                "when: [api_p95 > 400ms] | when: api_p95 > 400ms",
                "when: [api_p95 > 400ms] | when: [{all: [api_p95 > 400ms]}]",
                "for: 24h | for: a day",
                "ask: incident-commander | ask: everybody",
                "atMost: 2 | atMost: 0",
                "holdAfter: 2m | holdAfter: 0m",
                "minute:\\n | minutes:\\n",
                "# After the last stage | speed: 0 #",
                "# After the last stage | speed: 100001 #"
            })
    void badPlanIsRefusedBySchemaAndReader(String right, String wrong) throws IOException {
        String found = right.replace("\\n", "\n");
        String text = shipped();
        assertThat(text).contains(found);
        String bad =
                text.replaceFirst(
                        Pattern.quote(found), Matcher.quoteReplacement(wrong.replace("\\n", "\n")));
        assertThat(PlanReader.read(bad)).isInstanceOf(PlanReading.Rejected.class);
        assertThat(violations(bad)).isNotEmpty();
    }

    @ParameterizedTest(name = "{1} instead of {0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "then: rollback | then: alert",
                "then: rollback | then: hold",
                "when: [api_p95 > 400ms] | when: [{any: [api_p95 > 400ms, gc_pause_avg > 50ms]}]",
                "bake: 30m | bake: 1800000ms, name: all",
                "weight: 100% | weight: 1.0ratio",
                "evidence: hold | evidence: rollback",
                "sharedIncident: hold | sharedIncident: rollback",
                "{compare: ratio, worse: 10%} | {compare: ratio}",
                "{compare: ratio, worse: 10%} | {compare: ratio, worse: 0.2ratio, floor: 1ms}",
                "minEvents: 100 | minEvents: 0",
                "compare: ratio, worse: 50%, exhaustedAt: 2GiB | compare: ratio, exhaustedAt: 3GB",
                "every: 15s | every: 1m",
                "# After the last stage | speed: 120 #"
            })
    void goodPlanIsAcceptedBySchemaAndReader(String right, String other) throws IOException {
        String text = shipped();
        assertThat(text).contains(right);
        String good = text.replaceFirst(Pattern.quote(right), Matcher.quoteReplacement(other));
        assertThat(PlanReader.read(good)).isInstanceOf(PlanReading.Accepted.class);
        assertThat(violations(good)).isEmpty();
    }

    @Test
    void countermoveNeedsAnActuatorThatHasSettings() throws IOException {
        String mitigating =
                shipped().replaceFirst("then: rollback", "then: {mitigate: {flag: preview}}");
        assertThat(PlanReader.read(mitigating)).isInstanceOf(PlanReading.Rejected.class);

        String ingress =
                "ingress: {namespace: prod, canary: spark-canary, stableDeployment: spark}";
        String http = "http: {url: 'http://127.0.0.1:8080'}";
        assertThat(mitigating).contains(ingress);
        String good = mitigating.replace(ingress, http);
        assertThat(PlanReader.read(good)).isInstanceOf(PlanReading.Accepted.class);
        assertThat(violations(good)).isEmpty();
    }

    @Test
    void aFlagsSecretIsAReferenceAndNeverTheSecret() throws IOException {
        String ingress =
                "ingress: {namespace: prod, canary: spark-canary, stableDeployment: spark}";
        String flag = "flag: {url: 'https://flags', name: ML, secret: '${FLAG_SECRET}'}";
        String good = shipped().replace(ingress, flag);
        assertThat(PlanReader.read(good)).isInstanceOf(PlanReading.Accepted.class);
        assertThat(violations(good)).isEmpty();

        String bad = good.replace("${FLAG_SECRET}", "whsec_hunter2");
        assertThat(PlanReader.read(bad))
                .isInstanceOfSatisfying(
                        PlanReading.Rejected.class,
                        rejected ->
                                assertThat(rejected.toString())
                                        .contains("a secret in the plan")
                                        .doesNotContain("hunter2"));
        assertThat(violations(bad)).hasSize(1);
    }

    @Test
    void aCommandActuatorNeedsAtLeastItsRollback() throws IOException {
        String ingress =
                "ingress: {namespace: prod, canary: spark-canary, stableDeployment: spark}";
        String good = shipped().replace(ingress, "command: {rollback: deploy-rollback}");
        assertThat(PlanReader.read(good)).isInstanceOf(PlanReading.Accepted.class);
        assertThat(violations(good)).isEmpty();

        String bad = shipped().replace(ingress, "command: {weight: deploy-weight}");
        assertThat(PlanReader.read(bad)).isInstanceOf(PlanReading.Rejected.class);
        assertThat(violations(bad)).hasSize(1);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "gateway: {namespace: p, route: r, stableService: s, canaryService: c}",
                "deployment: {namespace: p, stable: s, canary: c, scale: share, replicas: 10}",
                "ingress: {namespace: p, canary: c, stableDeployment: s}, deployment: {namespace: p,"
                        + " stable: s, canary: c, container: app}",
                "flag: {url: 'https://f', name: ML, secret: '${S}'}, deployment: {namespace: p,"
                        + " stable: s}",
                "argo-rollouts: {namespace: p, rollout: r}",
                "flagger: {namespace: p, canary: c}",
            })
    void kindsOfTheKubernetesFamilyAreReadAloneAndTogether(String actuator) throws IOException {
        String plan = acting(actuator);

        assertThat(PlanReader.read(plan)).isInstanceOf(PlanReading.Accepted.class);
        assertThat(violations(plan)).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "gateway: {namespace: p, route: r, stableService: s}",
                "deployment: {namespace: p, stable: s, canary: c, scale: share}",
                "deployment: {namespace: p, stable: s, scale: share, replicas: 10}",
                "deployment: {namespace: p, stable: s, canary: c, scale: much, replicas: 10}",
                "deployment: {namespace: p, stable: s, canary: c, scale: share, replicas: 0}",
                "argo-rollouts: {namespace: p}",
                "flagger: {namespace: p, rollout: c}",
            })
    void whatTheReaderRefusesOfAKindTheSchemaRefuses(String actuator) throws IOException {
        String plan = acting(actuator);

        assertThat(PlanReader.read(plan)).isInstanceOf(PlanReading.Rejected.class);
        assertThat(violations(plan)).isNotEmpty();
    }

    private static String acting(String actuator) throws IOException {
        return shipped()
                .replace(
                        "  ingress: {namespace: prod, canary: spark-canary, stableDeployment:"
                                + " spark}",
                        "  {" + actuator + "}");
    }

    private static List<String> violations(String yaml) {
        Object tree = new Load(LoadSettings.builder().build()).loadFromString(yaml);
        return SCHEMA.validate(JSON.valueToTree(tree)).stream()
                .map(message -> message.toString())
                .toList();
    }

    private static void undescribed(String path, JsonNode schema, List<String> found) {
        if (!schema.has("description") && !schema.has("$ref")) {
            found.add(path);
        }
        schema.path("properties")
                .properties()
                .forEach(
                        property ->
                                undescribed(
                                        path + "/" + property.getKey(),
                                        property.getValue(),
                                        found));
        if (schema.path("additionalProperties").isObject()) {
            undescribed(path + "/*", schema.path("additionalProperties"), found);
        }
    }

    private static String shipped() throws IOException {
        return Files.readString(Path.of("../../deploy/plans/spark-v1.4.0.yaml"));
    }
}
