package dev.kanit.executor.outbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kanit.executor.ExecutorSettings;
import dev.kanit.executor.RollbackExecutor;
import dev.kanit.executor.actuator.Actuators;
import dev.kanit.executor.channel.FakeReceiver;
import dev.kanit.executor.channel.PublishedFormats;
import dev.kanit.executor.log.FollowerHealth;
import dev.kanit.executor.run.Patience;
import dev.kanit.executor.telling.Channels;
import dev.kanit.executor.telling.NotifySettings;
import dev.kanit.schemas.CloudEventHeaders;
import dev.kanit.schemas.TopicCatalogue;
import dev.kanit.wire.AlertDelivery;
import dev.kanit.wire.DeliveryOutcome;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** The outbox with a real broker, and receivers that check what they get. */
final class OutboxTest {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String KEY = "0123456789abcdef0123456789abcdef";
    private static final AlertLog LOG = new AlertLog();

    private final Map<String, String> environment = new HashMap<>();

    @AfterAll
    static void close() {
        LOG.close();
    }

    /** A plan whose second level is reached after 15 min divided by {@code speed}. */
    static String plan(int speed) {
        return """
        plan: shop
        hypothesis: it holds
        service: shop
        from: v1
        to: v2
        speed: %d
        actuator: {http: {url: "http://127.0.0.1:1"}}
        source: {push: {every: 1h}}
        signals:
          errors: {unit: ratio, query: "errors", pass: <= 1%%}
        stages:
          - {weight: 5%%, bake: 1h}
        notify:
          channels:
            chat: {slack: {url: "${CHAT}"}}
            pager: {pagerduty: {key: "${PAGER}"}}
          routes:
            - {severity: warning, to: [chat]}
            - {severity: critical, to: [chat]}
          escalate:
            - {level: 1, after: 0s, to: [chat]}
            - {level: 2, after: 15m, to: [pager]}
        """
                .formatted(speed);
    }

    @Test
    void rollbackAndRecoveryAreToldAndEachDeliveryIsEvidence() throws Exception {
        try (FakeReceiver chat = PublishedFormats.slack();
                Channels channels = channels(chat, "");
                RollbackExecutor executor = start("one", channels)) {
            LOG.started("told", plan(1));
            LOG.alert("told", 2, "rollback", false);
            chat.await(message -> message.body().contains("ROLLBACK"));
            LOG.alert("told", 3, "rollback", true);

            List<AlertDelivery> all = LOG.await("told", AlertDelivery::getResolved);

            assertThat(all)
                    .extracting(AlertDelivery::getOutcome)
                    .containsExactly(DeliveryOutcome.DELIVERED, DeliveryOutcome.DELIVERED);
            assertThat(all.getFirst().getDedupKey()).isEqualTo("told/rollback");
            assertThat(all.getFirst().getKind()).isEqualTo("slack");
            assertThat(all.getFirst().getDetail()).isEqualTo("200 ok");
            assertThat(of(chat, "told")).hasSize(2);
            assertThat(executor.notificationHealth()).contains(new FollowerHealth.Following());
            for (ConsumerRecord<String, byte[]> record :
                    LOG.awaitRecords(TopicCatalogue.DELIVERIES, one -> true)) {
                assertThat(CloudEventHeaders.read(record.headers()).orElseThrow().sequence())
                        .isGreaterThan(0);
            }
        }
    }

    @Test
    void receiverThatWasAwayIsToldByTheNextExecutorAndNobodyTwice() throws Exception {
        try (FakeReceiver chat = PublishedFormats.slack();
                Channels channels = channels(chat, "")) {
            chat.status = 503;
            try (RollbackExecutor _ = start("first", channels)) {
                LOG.started("away", plan(1));
                LOG.alert("away", 2, "rollback", false);
                LOG.await("away", one -> one.getAttempt() == 2);
            }
            assertThat(of(chat, "away")).isEmpty();
            chat.status = 0;
            try (RollbackExecutor _ = start("second", channels)) {
                LOG.await("away", one -> one.getOutcome() == DeliveryOutcome.DELIVERED);
            }
            try (RollbackExecutor _ = start("third", channels)) {
                LOG.alert("away", 3, "rollback", true);
                LOG.await("away", AlertDelivery::getResolved);
            }
            List<AlertDelivery> all = LOG.await("away", AlertDelivery::getResolved);
            assertThat(all)
                    .filteredOn(one -> !one.getResolved())
                    .extracting(AlertDelivery::getAttempt)
                    .doesNotHaveDuplicates();
            assertThat(of(chat, "away")).hasSize(2);
        }
    }

    @Test
    void nobodyAnswersSoTheNextLevelIsToldByWhoeverRunsThen() throws Exception {
        try (FakeReceiver chat = PublishedFormats.slack();
                FakeReceiver pager = PublishedFormats.pagerDuty();
                Channels channels = channels(chat, pager.url())) {
            try (RollbackExecutor _ = start("first", channels)) {
                // The second level after three seconds.
                LOG.started("level", plan(300));
                LOG.alert("level", 2, "rollback", false);
                LOG.await("level", one -> one.getOutcome() == DeliveryOutcome.DELIVERED);
            }
            try (RollbackExecutor _ = start("second", channels)) {
                LOG.await("level", one -> one.getLevel() == 2);
            }
            assertThat(of(pager, "level")).hasSize(1);
            assertThat(of(chat, "level")).hasSize(1);
            assertThat(of(pager, "level").getFirst().body()).contains("level 2, unanswered for 3s");
        }
    }

    @Test
    void acknowledgementKeepsTheNextLevelAsleepAlsoAfterARestart() throws Exception {
        try (FakeReceiver chat = PublishedFormats.slack();
                FakeReceiver pager = PublishedFormats.pagerDuty();
                Channels channels = channels(chat, pager.url())) {
            try (RollbackExecutor _ = start("first", channels)) {
                LOG.started("ack", plan(300));
                LOG.alert("ack", 2, "rollback", false);
                LOG.acknowledged("ack", 3, "rollback", "ayse");
                chat.await(message -> message.body().contains("ACKNOWLEDGED by ayse"));
            }
            long levelTwo = System.nanoTime() + Duration.ofSeconds(4).toNanos();
            try (RollbackExecutor _ = start("second", channels)) {
                awaitTime(levelTwo);
                LOG.alert("ack", 4, "rollback", true);
                LOG.await("ack", AlertDelivery::getResolved);
            }
            assertThat(of(pager, "ack")).isEmpty();
        }
    }

    @Test
    void twoExecutorsTellEverythingOnce() throws Exception {
        try (FakeReceiver chat = PublishedFormats.slack();
                Channels channels = channels(chat, "");
                RollbackExecutor _ = start("first", channels);
                RollbackExecutor _ = start("second", channels)) {
            for (int rollout = 0; rollout < 10; rollout++) {
                LOG.started("two-" + rollout, plan(1));
                LOG.alert("two-" + rollout, 2, "rollback", false);
            }
            for (int rollout = 0; rollout < 10; rollout++) {
                String id = "two-" + rollout;
                List<AlertDelivery> all =
                        LOG.await(id, one -> one.getOutcome() == DeliveryOutcome.DELIVERED);
                assertThat(all).extracting(AlertDelivery::getAttempt).contains(1);
            }
            // A rebalance between an attempt and its record may repeat one; none is missing.
            assertThat(
                            chat.messages().stream()
                                    .map(message -> message.json().path("blocks").toString())
                                    .filter(text -> text.contains("Matter two-"))
                                    .distinct()
                                    .count())
                    .isEqualTo(10);
        }
    }

    @Test
    void slowReceiverKeepsNobodyElseWaiting() throws Exception {
        try (FakeReceiver chat = PublishedFormats.slack();
                FakeReceiver pager = PublishedFormats.pagerDuty();
                Channels channels = channels(chat, pager.url());
                RollbackExecutor executor = start("one", channels)) {
            chat.status = -1;
            LOG.started("slow", plan(1_000));
            LOG.alert("slow", 2, "rollback", false);

            // Level two is reached within a second, and its pager is told while the chat is silent.
            pager.await(message -> message.body().contains("slow/rollback"));

            assertThat(executor.health()).isInstanceOf(FollowerHealth.Following.class);
            assertThat(of(chat, "slow")).isEmpty();
        }
    }

    @Test
    void pageThatShowsItLaterThanPromisedSaysSoAndIsCounted() throws Exception {
        try (FakeReceiver chat = PublishedFormats.slack();
                FakeReceiver page = PublishedFormats.json();
                Channels channels = channels(chat, "");
                RollbackExecutor executor = start("one", channels)) {
            environment.put("PAGE", page.url());
            LOG.started(
                    "late",
                    plan(1).replace(
                                    "    pager: {",
                                    "    page: {status-page: {url: \"${PAGE}\", within: 1ms}}\n"
                                            + "    pager: {")
                            .replace("critical, to: [chat]", "critical, to: [chat, page]"));
            LOG.alert("late", 2, "rollback", false);

            List<AlertDelivery> all = LOG.await("late", one -> one.getChannel().equals("page"));

            assertThat(all)
                    .filteredOn(one -> one.getKind().equals("status-page"))
                    .extracting(AlertDelivery::getDetail)
                    .containsExactly("200; later than the 0 s of the plan");
            assertThat(executor.deliveries().orElseThrow().lateCount()).isEqualTo(1);
        }
    }

    @Test
    void poisonAlertIsBuriedAndTheRestIsTold() throws Exception {
        try (FakeReceiver chat = PublishedFormats.slack();
                Channels channels = channels(chat, "");
                RollbackExecutor _ = start("one", channels)) {
            LOG.publish(TopicCatalogue.ALERTS, "poison", "no avro".getBytes(UTF_8));
            LOG.started("poison", plan(1));
            LOG.alert("poison", 2, "rollback", false);

            LOG.await("poison", one -> one.getOutcome() == DeliveryOutcome.DELIVERED);
            LOG.awaitRecords(
                    TopicCatalogue.DEAD_LETTERS,
                    letter -> new String(letter.value(), UTF_8).equals("no avro"));
        }
    }

    /** What came of one rollout: the others share the topics. */
    private static List<FakeReceiver.Message> of(FakeReceiver receiver, String rollout) {
        return receiver.messages().stream()
                .filter(message -> message.body().contains(rollout + "/rollback"))
                .toList();
    }

    private Channels channels(FakeReceiver chat, String pager) {
        environment.put("CHAT", chat.url() + "/hook");
        environment.put("PAGER", KEY);
        return new Channels(
                new NotifySettings(
                        name -> environment.getOrDefault(name, ""), "", LIMIT, pager, pager),
                InstantSource.system());
    }

    private static RollbackExecutor start(String name, Channels channels) {
        return RollbackExecutor.start(
                new ExecutorSettings(LOG.settings(), name, Patience.USUAL),
                LOG.registry(),
                Actuators.of(),
                channels);
    }

    private static void awaitTime(long nanos) {
        while (System.nanoTime() < nanos) {
            LockSupport.parkNanos(50_000_000);
        }
    }
}
