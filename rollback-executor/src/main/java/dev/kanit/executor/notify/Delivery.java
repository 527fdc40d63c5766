package dev.kanit.executor.notify;

import dev.kanit.codec.plan.NotificationChannel;
import dev.kanit.codec.plan.NotificationPlan.Loudness;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A message that is to reach a channel.
 *
 * @param key its name
 * @param channel how it is delivered
 * @param notice what is said
 * @param loudness of the matter: that of the alert which opened it
 * @param openedAt when the matter was opened; of a notice without one, when it was said
 * @param opening what opened the matter: its title
 * @param dueAt since when it shall be delivered
 */
public record Delivery(
        DeliveryKey key,
        NotificationChannel channel,
        Notice notice,
        Loudness loudness,
        Instant openedAt,
        String opening,
        Instant dueAt) {

    /** How long after {@link #dueAt} the channel shall show it; empty when there is no promise. */
    public Optional<Duration> within() {
        return channel instanceof NotificationChannel.StatusPage page
                ? Optional.of(page.within())
                : Optional.empty();
    }

    /** Whether an acknowledgement makes it pointless. */
    boolean endsWithAcknowledgement() {
        return switch (channel) {
            case NotificationChannel.StatusPage _ -> false;
            case NotificationChannel.Slack _,
                    NotificationChannel.PagerDuty _,
                    NotificationChannel.Alertmanager _,
                    NotificationChannel.Webhook _,
                    NotificationChannel.Email _ ->
                    true;
        };
    }

    /** Whether a channel has something to do with an acknowledgement. */
    static boolean hearsAcknowledgements(NotificationChannel channel) {
        return switch (channel) {
            case NotificationChannel.Slack _,
                    NotificationChannel.PagerDuty _,
                    NotificationChannel.Webhook _ ->
                    true;
            case NotificationChannel.Alertmanager _,
                    NotificationChannel.Email _,
                    NotificationChannel.StatusPage _ ->
                    false;
        };
    }
}
