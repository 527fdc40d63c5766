package dev.kanit.executor.webhook;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kanit.executor.channel.Ids;
import dev.kanit.executor.channel.Json;
import dev.kanit.executor.channel.NoticeText;
import dev.kanit.executor.notify.Delivery;
import dev.kanit.executor.notify.Notice;
import java.util.Locale;

/** The body that any receiver gets; its fields are in docs/notifications.md. */
public final class WebhookMessage {

    private WebhookMessage() {}

    public static String of(Delivery delivery, NoticeText text) {
        Notice notice = delivery.notice();
        ObjectNode message = Json.object();
        message.put("type", "kanit.alert." + notice.kind().name().toLowerCase(Locale.ROOT));
        message.put("timestamp", notice.at().toString());
        ObjectNode data = message.putObject("data");
        data.put("rolloutId", notice.rolloutId())
                .put("alertId", notice.id())
                .put("dedupKey", notice.matter())
                .put("severity", notice.loudness().name().toLowerCase(Locale.ROOT))
                .put("level", delivery.key().level())
                .put("service", notice.service())
                .put("stage", notice.stage())
                .put("openedAt", delivery.openedAt().toString())
                .put("title", text.subject())
                .put("text", text.plain());
        if (!notice.by().isEmpty()) {
            data.put("by", notice.by());
        }
        text.link().ifPresent(link -> data.put("link", link));
        return message.toString();
    }

    /** The same for every attempt at a delivery, so that a receiver may drop repetitions. */
    public static String id(Delivery delivery) {
        return "msg_" + Ids.digest(delivery.key().id());
    }
}
