package dev.kanit.executor.notify;

import dev.kanit.codec.plan.Address;
import dev.kanit.codec.plan.NotificationChannel;
import dev.kanit.codec.plan.NotificationPlan;
import dev.kanit.codec.plan.NotificationPlan.Level;
import dev.kanit.codec.plan.NotificationPlan.Loudness;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A plan that tells somebody at every level, and what is said of its rollout. */
public final class Plans {

    public static final Instant START = Instant.parse("2026-03-01T03:00:00Z");
    public static final String ROLLOUT = "shop-1";
    public static final String MATTER = "shop-1/rollback";

    private Plans() {}

    public static NotificationPlan telling() {
        TreeMap<String, NotificationChannel> channels = new TreeMap<>();
        channels.put("chat", new NotificationChannel.Slack(new Address("${CHAT}")));
        channels.put(
                "pager",
                new NotificationChannel.PagerDuty(
                        new Address("${PAGER}"), NotificationChannel.PagerDuty.Region.US));
        channels.put(
                "second",
                new NotificationChannel.PagerDuty(
                        new Address("${SECOND}"), NotificationChannel.PagerDuty.Region.US));
        channels.put(
                "boss",
                new NotificationChannel.Webhook(
                        new Address("https://boss.example.com/hook"), new Address("${KEY}")));
        channels.put(
                "status",
                new NotificationChannel.StatusPage(
                        new Address("${STATUS}"), Duration.ofMinutes(5), Optional.empty()));
        return new NotificationPlan(
                channels,
                Map.of(
                        Loudness.WARNING, List.of("chat"),
                        Loudness.CRITICAL, List.of("chat", "status")),
                List.of(
                        new Level(1, Duration.ZERO, Loudness.CRITICAL, List.of("pager")),
                        new Level(2, Duration.ofMinutes(15), Loudness.CRITICAL, List.of("second")),
                        new Level(3, Duration.ofMinutes(30), Loudness.CRITICAL, List.of("boss"))));
    }

    public static Notice notice(
            long sequence, String matter, Notice.Kind kind, Loudness loudness, Instant at) {
        String id = ROLLOUT + "/" + sequence;
        return new Notice(
                ROLLOUT,
                id,
                Notice.Place.of(ROLLOUT, id),
                matter,
                kind,
                loudness,
                at,
                "shop at 5%: ROLLBACK ORDERED (errors-high); traffic goes back to v1 now",
                "ROLLBACK to v1 at stage 1 (5%)\nsignal errors: value 3%, passes <= 1%",
                "shop",
                "5%",
                kind == Notice.Kind.ACKNOWLEDGED ? "ayse" : "");
    }

    public static Notice raised(long sequence, Loudness loudness, Instant at) {
        return notice(sequence, MATTER, Notice.Kind.RAISED, loudness, at);
    }

    public static Notice resolved(long sequence, Instant at) {
        return notice(sequence, MATTER, Notice.Kind.RESOLVED, Loudness.INFO, at);
    }

    public static Notice acknowledged(long sequence, Instant at) {
        return Notice.acknowledgement(ROLLOUT, ROLLOUT + "/" + sequence, MATTER, "ayse", at);
    }
}
