package dev.kanit.executor.telling;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kanit.codec.plan.Address;
import dev.kanit.codec.plan.NotificationChannel;
import dev.kanit.codec.plan.NotificationPlan.Loudness;
import dev.kanit.executor.channel.FakeReceiver;
import dev.kanit.executor.channel.PublishedFormats;
import dev.kanit.executor.notify.AttemptResult;
import dev.kanit.executor.notify.AttemptResult.Delivered;
import dev.kanit.executor.notify.AttemptResult.Later;
import dev.kanit.executor.notify.AttemptResult.Refused;
import dev.kanit.executor.notify.Delivery;
import dev.kanit.executor.notify.DeliveryKey;
import dev.kanit.executor.notify.Notice;
import dev.kanit.executor.notify.Plans;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every channel against what its receiver publishes. */
final class ChannelsTest {

    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private static final String ROUTING_KEY = "0123456789abcdef0123456789abcdef";
    private static final Duration ANSWER = Duration.ofSeconds(20);

    private final Map<String, String> environment = new HashMap<>();
    private String pagerDuty = "";
    private Duration answerWithin = ANSWER;
    private Optional<Channels> channels = Optional.empty();

    @AfterEach
    void close() {
        channels.ifPresent(Channels::close);
    }

    @Test
    void slackGetsBlocksAndATextInWhichNothingIsMarkup() {
        try (FakeReceiver slack = PublishedFormats.slack()) {
            environment.put("CHAT", slack.url() + "/services/T/B/x");
            Notice nasty = nasty();

            assertThat(deliver(chat(), nasty, 1)).isInstanceOf(Delivered.class);

            JsonNode message = slack.messages().getFirst().json();
            assertThat(message.path("text").asText())
                    .startsWith("CRITICAL: shop &lt;!channel&gt; &amp; co: ROLLBACK");
            String all = message.path("blocks").toString();
            assertThat(all)
                    .contains("value 3%, passes &lt;= 1%")
                    .contains("https://kanit.example.com/rollouts/shop-1");
            assertThat(message.path("blocks").size()).isGreaterThan(3);
        }
    }

    @Test
    void pagerDutyOpensAcknowledgesAndResolvesOneAlert() {
        try (FakeReceiver pager = PublishedFormats.pagerDuty()) {
            environment.put("PAGER", ROUTING_KEY);
            pagerDuty = pager.url();

            assertThat(deliver(pager(), raised(), 2)).isInstanceOf(Delivered.class);
            assertThat(deliver(pager(), Plans.acknowledged(8, at(60)), 1))
                    .isInstanceOf(Delivered.class);
            assertThat(deliver(pager(), Plans.resolved(9, at(90)), 1))
                    .isInstanceOf(Delivered.class);

            assertThat(pager.messages())
                    .extracting(message -> message.json().path("event_action").asText())
                    .containsExactly("trigger", "acknowledge", "resolve");
            assertThat(pager.messages())
                    .extracting(message -> message.json().path("dedup_key").asText())
                    .containsOnly("shop-1/rollback");
            JsonNode trigger = pager.messages().getFirst().json();
            assertThat(trigger.path("payload").path("severity").asText()).isEqualTo("critical");
            assertThat(trigger.path("payload").path("summary").asText())
                    .startsWith("CRITICAL, level 2, unanswered for 15m: shop at 5%: ROLLBACK");
            assertThat(trigger.path("payload").path("custom_details").path("text").asText())
                    .contains("signal errors: value 3%, passes <= 1%");
        }
    }

    @Test
    void pagerDutysLimitsAreKeptForAnyPlan() {
        try (FakeReceiver pager = PublishedFormats.pagerDuty()) {
            environment.put("PAGER", ROUTING_KEY);
            pagerDuty = pager.url();
            String matter = "shop-1/trigger/" + "x".repeat(400);
            Notice wide =
                    new Notice(
                            Plans.ROLLOUT,
                            "shop-1/7",
                            Notice.Place.of(Plans.ROLLOUT, "shop-1/7"),
                            matter,
                            Notice.Kind.RAISED,
                            Loudness.WARNING,
                            Plans.START,
                            "t".repeat(5_000),
                            "m".repeat(1_000_000),
                            "",
                            "",
                            "");

            assertThat(deliver(pager(), wide, 1)).isInstanceOf(Delivered.class);
        }
    }

    @Test
    void alertmanagerEndsTheAlertThatItBegan() {
        try (FakeReceiver manager = PublishedFormats.alertmanager()) {
            NotificationChannel channel =
                    new NotificationChannel.Alertmanager(new Address(manager.url() + "/"));

            deliver(channel, raised(), 1);
            deliver(channel, Plans.resolved(9, at(90)), 1);

            JsonNode begin = manager.messages().getFirst().json().get(0);
            JsonNode end = manager.messages().getLast().json().get(0);
            assertThat(end.path("labels")).isEqualTo(begin.path("labels"));
            assertThat(end.path("startsAt")).isEqualTo(begin.path("startsAt"));
            assertThat(end.path("endsAt").asText()).isEqualTo(at(90).toString());
            assertThat(Instant.parse(begin.path("endsAt").asText())).isAfter(at(24 * 60 * 60));
        }
    }

    @Test
    void webhookIsSignedAndARepetitionHasTheSameId() {
        try (FakeReceiver hook = PublishedFormats.standardWebhook(SECRET)) {
            environment.put("KEY", SECRET);
            NotificationChannel channel =
                    new NotificationChannel.Webhook(
                            new Address(hook.url() + "/kanit"), new Address("${KEY}"));

            deliver(channel, raised(), 1);
            deliver(channel, raised(), 1);

            assertThat(hook.messages())
                    .extracting(message -> message.headers().get("webhook-id"))
                    .hasSize(2)
                    .containsOnly(hook.messages().getFirst().headers().get("webhook-id"));
            JsonNode message = hook.messages().getFirst().json();
            assertThat(message.path("type").asText()).isEqualTo("kanit.alert.raised");
            assertThat(message.path("data").path("dedupKey").asText()).isEqualTo("shop-1/rollback");
            assertThat(message.path("data").path("severity").asText()).isEqualTo("critical");
        }
    }

    @Test
    void publicReadsThatSomethingIsLookedIntoAndNothingElse() {
        try (FakeReceiver page = PublishedFormats.json()) {
            environment.put("STATUS", page.url());
            deliver(status(), raised(), 1);
            deliver(status(), Plans.resolved(9, at(90)), 1);

            JsonNode begin = page.messages().getFirst().json().path("data");
            JsonNode end = page.messages().getLast().json().path("data");
            assertThat(begin.path("title").asText())
                    .isEqualTo("shop: we are looking into a problem with a new version");
            assertThat(begin.toString()).doesNotContain("ROLLBACK", "shop-1", "3%", "v1");
            assertThat(end.path("incident")).isEqualTo(begin.path("incident"));
            assertThat(end.path("status").asText()).isEqualTo("resolved");
        }
    }

    @ParameterizedTest(name = "status {0}")
    @CsvSource({
        "200, Delivered",
        "202, Delivered",
        "204, Delivered",
        "301, Refused",
        "307, Refused",
        "400, Refused",
        "401, Refused",
        "404, Refused",
        "408, Later",
        "413, Refused",
        "425, Later",
        "429, Later",
        "500, Later",
        "503, Later"
    })
    void statusSaysWhetherItIsTriedAgain(int status, String result) {
        try (FakeReceiver slack = PublishedFormats.slack()) {
            environment.put("CHAT", slack.url());
            slack.status = status;
            assertThat(deliver(chat(), raised(), 1).getClass().getSimpleName()).isEqualTo(result);
            assertThat(slack.requests()).as("no redirect is followed").isEqualTo(1);
        }
    }

    @Test
    void pauseThatIsAskedForIsUnderstoodInSecondsAndAsADate() {
        try (FakeReceiver slack = PublishedFormats.slack()) {
            environment.put("CHAT", slack.url());
            slack.status = 429;
            slack.retryAfter = "120";
            assertThat(deliver(chat(), raised(), 1))
                    .isEqualTo(new Later("429 ok", Optional.of(Duration.ofMinutes(2))));
            slack.retryAfter = "Sun, 01 Mar 2026 03:05:00 GMT";
            assertThat(deliver(chat(), raised(), 1))
                    .isEqualTo(new Later("429 ok", Optional.of(Duration.ofMinutes(5))));
            slack.retryAfter = "soon";
            assertThat(deliver(chat(), raised(), 1)).isEqualTo(new Later("429 ok"));
        }
    }

    @Test
    void receiverThatDoesNotAnswerCostsOneBoundedWait() {
        try (FakeReceiver slack = PublishedFormats.slack()) {
            environment.put("CHAT", slack.url());
            answerWithin = Duration.ofMillis(200);
            slack.status = -1;
            assertThat(deliver(chat(), raised(), 1))
                    .isEqualTo(new Later("no answer within 200 ms"));
        }
    }

    @Test
    void secretIsInNoAnswerThatIsKept() {
        try (FakeReceiver pager =
                new FakeReceiver((_, _, _) -> java.util.List.of(), 202, "bad key " + ROUTING_KEY)) {
            environment.put("PAGER", ROUTING_KEY);
            pagerDuty = pager.url();
            pager.status = 500;
            assertThat(deliver(pager(), raised(), 1)).isEqualTo(new Later("500 bad key ***"));
        }
    }

    @Test
    void referenceWithoutAValueIsTriedAgainAndNamedWithoutAnything() {
        assertThat(deliver(chat(), raised(), 1))
                .isEqualTo(
                        new Later(
                                "${CHAT} has no value here (expected: set, and named in"
                                        + " KANIT_NOTIFY_VARIABLES)"));
        environment.put("CHAT", "gopher://secret");
        AttemptResult result = deliver(chat(), raised(), 1);
        assertThat(result).isInstanceOf(Later.class);
        assertThat(result.detail()).doesNotContain("secret");
    }

    @Test
    void refusalSaysWhatTheReceiverSaid() {
        try (FakeReceiver slack =
                new FakeReceiver((_, _, _) -> java.util.List.of(), 200, "no_service\nreally")) {
            environment.put("CHAT", slack.url());
            slack.status = 404;
            assertThat(deliver(chat(), raised(), 1))
                    .isEqualTo(new Refused("404 no_service really"));
        }
    }

    private AttemptResult deliver(NotificationChannel channel, Notice notice, int level) {
        channels.ifPresent(Channels::close);
        Channels opened =
                new Channels(
                        new NotifySettings(
                                name -> environment.getOrDefault(name, ""),
                                "https://kanit.example.com/rollouts/{rollout}",
                                answerWithin,
                                pagerDuty,
                                pagerDuty),
                        InstantSource.fixed(Plans.START));
        channels = Optional.of(opened);
        return opened.deliver(
                new Delivery(
                        new DeliveryKey(
                                Plans.ROLLOUT, notice.matter(), notice.id(), "channel", level),
                        channel,
                        notice,
                        Loudness.CRITICAL,
                        Plans.START,
                        "shop at 5%: ROLLBACK ORDERED",
                        level == 1 ? notice.at() : at(15 * 60)));
    }

    private static Notice raised() {
        return Plans.raised(7, Loudness.CRITICAL, Plans.START);
    }

    private static Notice nasty() {
        return new Notice(
                Plans.ROLLOUT,
                "shop-1/7",
                Notice.Place.of(Plans.ROLLOUT, "shop-1/7"),
                Plans.MATTER,
                Notice.Kind.RAISED,
                Loudness.CRITICAL,
                Plans.START,
                "shop <!channel> & co: ROLLBACK",
                "signal errors: value 3%, passes <= 1%\n" + "<https://x|y> & line\n".repeat(600),
                "shop",
                "5%",
                "");
    }

    private static NotificationChannel chat() {
        return new NotificationChannel.Slack(new Address("${CHAT}"));
    }

    private static NotificationChannel pager() {
        return new NotificationChannel.PagerDuty(
                new Address("${PAGER}"), NotificationChannel.PagerDuty.Region.US);
    }

    private static NotificationChannel status() {
        return new NotificationChannel.StatusPage(
                new Address("${STATUS}"), Duration.ofMinutes(5), Optional.empty());
    }

    private static Instant at(long seconds) {
        return Plans.START.plusSeconds(seconds);
    }
}
