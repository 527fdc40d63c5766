package dev.kanit.executor.alertmanager;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kanit.executor.channel.Json;
import dev.kanit.executor.channel.NoticeText;
import dev.kanit.executor.notify.Delivery;
import dev.kanit.executor.notify.Notice;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/**
 * The body of {@code POST /api/v2/alerts}. Labels name the matter and are the same at its end;
 * otherwise the end would be that of another alert.
 */
public final class AlertmanagerAlert {

    /** Where alerts are posted below the base URL. */
    public static final String PATH = "/api/v2/alerts";

    /** Without an end Alertmanager ends an alert itself after five minutes. */
    private static final Duration LONGEST_MATTER = Duration.ofDays(7);

    private AlertmanagerAlert() {}

    public static String of(Delivery delivery, NoticeText text) {
        Notice notice = delivery.notice();
        ArrayNode alerts = Json.array();
        ObjectNode alert = alerts.addObject();
        ObjectNode labels = alert.putObject("labels");
        labels.put("alertname", "KanitRollout")
                .put("rollout", notice.rolloutId())
                .put("matter", notice.matter())
                .put("severity", delivery.loudness().name().toLowerCase(Locale.ROOT));
        if (!notice.service().isEmpty()) {
            labels.put("service", notice.service());
        }
        alert.putObject("annotations")
                .put("summary", text.subject())
                .put("description", text.plain());
        Instant begin = delivery.openedAt();
        Instant end =
                notice.kind() == Notice.Kind.RESOLVED
                        ? later(begin, notice.at())
                        : begin.plus(LONGEST_MATTER);
        alert.put("startsAt", begin.toString()).put("endsAt", end.toString());
        text.link().ifPresent(link -> alert.put("generatorURL", link));
        return alerts.toString();
    }

    /** An end is after its beginning. */
    private static Instant later(Instant begin, Instant end) {
        return end.isAfter(begin) ? end : begin.plusMillis(1);
    }
}
