package dev.kanit.codec.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import dev.kanit.codec.plan.NotificationPlan.Level;
import dev.kanit.codec.plan.NotificationPlan.Loudness;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Who is told is plan data, and no secret is. */
final class NotifyReaderTest {

    private static final String NOTIFY =
            """
            notify:
              channels:
                chat: {slack: {url: "${SLACK_WEBHOOK_URL}"}}
                pager: {pagerduty: {key: "${PAGERDUTY_KEY}", region: eu}}
                prom: {alertmanager: {url: "http://alertmanager:9093"}}
                hook: {webhook: {url: "https://hooks.example.com/kanit", secret: "${HOOK_SECRET}"}}
                mail: {email: {smtp: "smtp://mail.example.com:587", from: kanit@example.com, to: [oncall@example.com]}}
                status: {status-page: {url: "${STATUS_URL}", within: 4m}}
              routes:
                - {severity: info, to: [prom]}
                - {severity: warning, to: [chat, prom]}
                - {severity: critical, to: [chat, pager, prom, status]}
              escalate:
                - {level: 1, after: 0s, to: [hook]}
                - {level: 2, after: 15m, to: [mail]}
                - {level: 3, after: 30m, severity: warning, to: [pager, mail]}
            """;

    private static final JsonSchema SCHEMA =
            JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                    .getSchema(PlanSchema.text());

    @Test
    void everyKindOfChannelRouteAndLevelIsRead() throws IOException {
        NotificationPlan plan = notifications(NOTIFY).orElseThrow();

        assertThat(plan.channels())
                .containsOnlyKeys("chat", "pager", "prom", "hook", "mail", "status")
                .containsEntry(
                        "pager",
                        new NotificationChannel.PagerDuty(
                                new Address("${PAGERDUTY_KEY}"),
                                NotificationChannel.PagerDuty.Region.EU))
                .containsEntry(
                        "status",
                        new NotificationChannel.StatusPage(
                                new Address("${STATUS_URL}"),
                                Duration.ofMinutes(4),
                                Optional.empty()));
        assertThat(plan.route(Loudness.CRITICAL))
                .containsExactly("chat", "pager", "prom", "status");
        assertThat(plan.levels())
                .containsExactly(
                        new Level(1, Duration.ZERO, Loudness.CRITICAL, List.of("hook")),
                        new Level(2, Duration.ofMinutes(15), Loudness.CRITICAL, List.of("mail")),
                        new Level(
                                3,
                                Duration.ofMinutes(30),
                                Loudness.WARNING,
                                List.of("pager", "mail")));
        assertThat(violations(shipped() + NOTIFY)).isEmpty();
    }

    @Test
    void planWithoutTheBlockTellsNobody() throws IOException {
        assertThat(notifications("")).isEmpty();
    }

    @Test
    void rehearsalEscalatesAsMuchFasterAsItRuns() throws IOException {
        NotificationPlan plan = notifications("speed: 60\n" + NOTIFY).orElseThrow();

        assertThat(plan.levels())
                .extracting(Level::after)
                .containsExactly(Duration.ZERO, Duration.ofSeconds(15), Duration.ofSeconds(30));
    }

    @ParameterizedTest(name = "{1}: {2}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "url: \"${SLACK_WEBHOOK_URL}\" | url: \"https://hooks.slack.com/services/T0/B0/x\" | notify.channels.chat.slack.url is written out",
                "key: \"${PAGERDUTY_KEY}\" | key: 0123456789abcdef0123456789abcdef | notify.channels.pager.pagerduty.key is written out",
                "secret: \"${HOOK_SECRET}\" | secret: whsec_c2VjcmV0 | notify.channels.hook.webhook.secret is written out",
                "https://hooks.example.com/kanit | https://evil.example.com/${PAGERDUTY_KEY} | a reference within a longer text",
                "https://hooks.example.com/kanit | https://a:b@hooks.example.com/kanit | a name or password in the URL",
                "https://hooks.example.com/kanit | https://hooks.example.com/kanit?key=1 | a query or fragment in the URL",
                "https://hooks.example.com/kanit | ftp://hooks.example.com/kanit | no URL of http or https",
                "smtp://mail.example.com:587 | smtp://kanit:pass@mail.example.com:587 | a name or password in the URL",
                "from: kanit@example.com | from: \"kanit@example.com\\r\\nBcc: x@example.com\" | no e-mail address",
                "to: [oncall@example.com] | to: [] | 0 addresses",
                "region: eu | region: mars | region: 'mars'",
                "within: 4m | within: 0m | within: 0",
                "hook: {webhook: | hook: {webhok: | unknown key 'webhok'",
                "[chat, prom] | [chta, prom] | unknown channel 'chta'",
                "[chat, prom] | [chat, chat, prom] | channel 'chat' twice",
                "severity: info, | severity: loud, | unknown severity",
                "{level: 1, after: 0s | {level: 1, after: 1s | 'after' of level 1",
                "{level: 2, after: 15m | {level: 2, after: 0m | 'after' of level 2",
                "{level: 2, | {level: 4, | a level out of order",
                "- {severity: info, to: [prom]} | - {severity: critical, to: [prom]} | a second route of critical",
                "  escalate: | x: | unknown key",
            })
    void wrongBlockIsRefusedWithItsLineAndColumn(String right, String wrong, String message)
            throws IOException {
        assertThat(NOTIFY).contains(right);
        String bad = NOTIFY.replaceFirst(Pattern.quote(right), Matcher.quoteReplacement(wrong));
        assertThat(errors(bad))
                .anySatisfy(
                        error -> {
                            assertThat(error.message()).contains(message);
                            assertThat(error.line()).isGreaterThan(lines(shipped()));
                            assertThat(error.column()).isGreaterThan(1);
                        });
    }

    @Test
    void keyInAPathIsNotWrittenOutAndIsNotRepeatedByTheError() throws IOException {
        String bad =
                NOTIFY.replace(
                        "https://hooks.example.com/kanit",
                        "https://hooks.example.com/v1/a8f5f167f44f4964e6c998dee827110c");
        assertThat(errors(bad))
                .singleElement()
                .satisfies(
                        error -> {
                            assertThat(error.message()).contains("what looks like a key");
                            assertThat(error.toString()).doesNotContain("a8f5f167");
                        });
    }

    @Test
    void planThatTellsMustTellOfHoldsAndRollbacks() throws IOException {
        String onlyThePublic =
                NOTIFY.replace("to: [chat, pager, prom, status]", "to: [status]")
                        .replace("to: [hook]", "to: [hook, pager, chat]");
        assertThat(errors(onlyThePublic))
                .extracting(PlanError::message)
                .containsExactly("nobody on call hears of critical");

        String noWarnings = NOTIFY.replace("    - {severity: warning, to: [chat, prom]}\n", "");
        assertThat(errors(noWarnings))
                .extracting(PlanError::message)
                .containsExactly("nobody on call hears of warning");
    }

    @Test
    void channelThatNobodyTellsIsAMistake() throws IOException {
        String bad = NOTIFY.replace("to: [hook]", "to: [mail]");
        assertThat(errors(bad))
                .extracting(PlanError::message)
                .containsExactly("channel 'hook' is never told");
    }

    private static Optional<NotificationPlan> notifications(String block) throws IOException {
        PlanReading reading = PlanReader.read(shipped() + block);
        assertThat(reading).isInstanceOf(PlanReading.Accepted.class);
        return ((PlanReading.Accepted) reading).file().notifications();
    }

    private static List<PlanError> errors(String block) throws IOException {
        PlanReading reading = PlanReader.read(shipped() + block);
        assertThat(reading).isInstanceOf(PlanReading.Rejected.class);
        return ((PlanReading.Rejected) reading).errors();
    }

    private static List<String> violations(String yaml) {
        Object tree = new Load(LoadSettings.builder().build()).loadFromString(yaml);
        return SCHEMA.validate(new ObjectMapper().valueToTree(tree)).stream()
                .map(message -> message.toString())
                .toList();
    }

    private static int lines(String text) {
        return (int) text.lines().count();
    }

    private static String shipped() throws IOException {
        return Files.readString(Path.of("../../deploy/plans/spark-v1.4.0.yaml"));
    }
}
