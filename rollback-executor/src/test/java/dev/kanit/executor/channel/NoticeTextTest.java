package dev.kanit.executor.channel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kanit.codec.plan.Address;
import dev.kanit.codec.plan.NotificationChannel;
import dev.kanit.codec.plan.NotificationPlan.Loudness;
import dev.kanit.executor.notify.Delivery;
import dev.kanit.executor.notify.DeliveryKey;
import dev.kanit.executor.notify.Notice;
import dev.kanit.executor.notify.Plans;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What people read, word for word. */
final class NoticeTextTest {

    @Test
    void rollbackThatNobodyAnswered() {
        assertThat(text(Plans.raised(7, Loudness.CRITICAL, Plans.START), 2))
                .isEqualTo(
                        """
                        CRITICAL, level 2, unanswered for 15m: shop at 5%: ROLLBACK ORDERED (errors-high); traffic goes back to v1 now
                        ROLLBACK to v1 at stage 1 (5%)
                        signal errors: value 3%, passes <= 1%
                        Matter shop-1/rollback, opened 2026-03-01T03:00:00Z, not acknowledged
                        https://kanit.example.com/r/shop-1
                        """);
    }

    @Test
    void acknowledgement() {
        assertThat(text(Plans.acknowledged(8, Plans.START.plusSeconds(60)), 1))
                .isEqualTo(
                        """
                        ACKNOWLEDGED by ayse: shop at 5%: ROLLBACK ORDERED
                        Matter shop-1/rollback, opened 2026-03-01T03:00:00Z, acknowledged 2026-03-01T03:01:00Z
                        https://kanit.example.com/r/shop-1
                        """);
    }

    @Test
    void recovery() {
        assertThat(text(Plans.resolved(9, Plans.START.plusSeconds(90)), 1))
                .isEqualTo(
                        """
                        OVER: shop at 5%: ROLLBACK ORDERED (errors-high); traffic goes back to v1 now
                        ROLLBACK to v1 at stage 1 (5%)
                        signal errors: value 3%, passes <= 1%
                        Matter shop-1/rollback, opened 2026-03-01T03:00:00Z, over 2026-03-01T03:01:30Z after 90s
                        https://kanit.example.com/r/shop-1
                        """);
    }

    @Test
    void withoutALinkNothingStandsForIt() {
        assertThat(
                        NoticeText.of(
                                        delivery(Plans.raised(7, Loudness.WARNING, Plans.START), 1),
                                        "")
                                .plain())
                .startsWith("WARNING: shop at 5%")
                .doesNotContain("http");
    }

    private static String text(Notice notice, int level) {
        return NoticeText.of(delivery(notice, level), "https://kanit.example.com/r/{rollout}")
                .plain();
    }

    private static Delivery delivery(Notice notice, int level) {
        return new Delivery(
                new DeliveryKey(Plans.ROLLOUT, Plans.MATTER, notice.id(), "chat", level),
                new NotificationChannel.Slack(new Address("${CHAT}")),
                notice,
                Loudness.CRITICAL,
                Plans.START,
                "shop at 5%: ROLLBACK ORDERED",
                level == 1 ? notice.at() : Plans.START.plus(Duration.ofMinutes(15)));
    }
}
