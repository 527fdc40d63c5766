package dev.kanit.executor.pagerduty;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kanit.codec.plan.NotificationPlan.Loudness;
import dev.kanit.executor.channel.Ids;
import dev.kanit.executor.channel.Json;
import dev.kanit.executor.channel.NoticeText;
import dev.kanit.executor.notify.Delivery;
import dev.kanit.executor.notify.Notice;

/**
 * An event of the Events API v2. One matter is one alert there: its opening triggers it, its
 * acknowledgement acknowledges it, its end resolves it.
 */
public final class PagerDutyEvent {

    /** Lengths as PagerDuty publishes them. */
    static final int MAX_SUMMARY_LENGTH = 1_024;

    static final int MAX_DEDUP_KEY_LENGTH = 255;

    private PagerDutyEvent() {}

    /**
     * @param routingKey of the integration
     */
    public static String of(Delivery delivery, NoticeText text, String routingKey) {
        Notice notice = delivery.notice();
        ObjectNode event = Json.object();
        event.put("routing_key", routingKey);
        event.put(
                "event_action",
                switch (notice.kind()) {
                    case RAISED -> "trigger";
                    case ACKNOWLEDGED -> "acknowledge";
                    case RESOLVED -> "resolve";
                });
        event.put("dedup_key", Ids.within(notice.matter(), MAX_DEDUP_KEY_LENGTH));
        if (notice.kind() == Notice.Kind.RAISED) {
            trigger(event, notice, text);
        }
        return event.toString();
    }

    private static void trigger(ObjectNode event, Notice notice, NoticeText text) {
        event.put("client", "Kanıt");
        text.link()
                .ifPresent(
                        link -> {
                            event.put("client_url", link);
                            event.putArray("links")
                                    .addObject()
                                    .put("href", link)
                                    .put("text", "Rollout " + notice.rolloutId());
                        });
        ObjectNode payload = event.putObject("payload");
        payload.put("summary", NoticeText.cut(text.subject(), MAX_SUMMARY_LENGTH))
                .put("source", notice.service().isEmpty() ? "kanit" : notice.service())
                .put("severity", severity(notice.loudness()))
                .put("timestamp", notice.at().toString())
                .put("component", notice.stage())
                .put("group", notice.rolloutId())
                .put("class", notice.matter());
        payload.putObject("custom_details").put("text", text.plain()).put("alert", notice.id());
    }

    private static String severity(Loudness loudness) {
        return switch (loudness) {
            case INFO -> "info";
            case WARNING -> "warning";
            case CRITICAL -> "critical";
        };
    }
}
