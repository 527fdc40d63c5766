package dev.kanit.executor.statuspage;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kanit.executor.channel.Ids;
import dev.kanit.executor.channel.Json;
import dev.kanit.executor.notify.Delivery;
import dev.kanit.executor.notify.Notice;

/**
 * What the public reads: that a service is being looked at, since when, and that it is over. No
 * names, no numbers, no versions.
 */
public final class StatusUpdate {

    private StatusUpdate() {}

    public static String of(Delivery delivery) {
        Notice notice = delivery.notice();
        boolean isOver = notice.kind() == Notice.Kind.RESOLVED;
        String service = notice.service().isEmpty() ? "The service" : notice.service();
        ObjectNode update = Json.object();
        update.put("type", isOver ? "kanit.status.resolved" : "kanit.status.investigating");
        update.put("timestamp", notice.at().toString());
        ObjectNode data = update.putObject("data");
        data.put("incident", Ids.digest(notice.matter() + "@" + delivery.openedAt()))
                .put("service", notice.service())
                .put("status", isOver ? "resolved" : "investigating")
                .put("startedAt", delivery.openedAt().toString())
                .put(
                        "title",
                        service
                                + (isOver
                                        ? ": the problem with a new version is over"
                                        : ": we are looking into a problem with a new version"));
        if (isOver) {
            data.put("resolvedAt", notice.at().toString());
        }
        return update.toString();
    }
}
