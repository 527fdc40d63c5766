package dev.kanit.executor.channel;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** What receivers publish about the requests that they take. */
public final class PublishedFormats {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MAX_PAGERDUTY_BYTES = 512 * 1024;

    private PublishedFormats() {}

    public static FakeReceiver slack() {
        return new FakeReceiver((_, _, body) -> slack(body), 200, "ok");
    }

    public static FakeReceiver pagerDuty() {
        return new FakeReceiver(
                (_, path, body) -> pagerDuty(path, body),
                202,
                "{\"status\":\"success\",\"message\":\"Event processed\",\"dedup_key\":\"k\"}");
    }

    public static FakeReceiver alertmanager() {
        return new FakeReceiver((_, path, body) -> alertmanager(path, body), 200, "");
    }

    /**
     * @param secret as the receiver knows it
     */
    public static FakeReceiver standardWebhook(String secret) {
        return new FakeReceiver((headers, _, body) -> signed(headers, body, secret), 204, "");
    }

    /** Anything that is a JSON object. */
    public static FakeReceiver json() {
        return new FakeReceiver(
                (_, _, body) -> wrong(new ArrayList<>(), read(body).isObject(), "no object"),
                200,
                "");
    }

    private static List<String> slack(String body) {
        List<String> wrong = new ArrayList<>();
        JsonNode message = read(body);
        String text = message.path("text").asText("");
        wrong(wrong, !text.isBlank() && text.length() <= 40_000, "no_text");
        wrong(wrong, !hasRawMarkup(text), "unescaped text: " + text);
        wrong(wrong, message.path("blocks").size() <= 50, "too many blocks");
        for (JsonNode block : message.path("blocks")) {
            wrong(wrong, block.path("type").asText().equals("section"), "invalid_blocks");
            String section = block.path("text").path("text").asText("");
            wrong(wrong, block.path("text").path("type").asText().equals("mrkdwn"), "text type");
            wrong(
                    wrong,
                    !section.isEmpty() && section.length() <= 3_000,
                    "section of " + section.length());
            wrong(wrong, !hasRawMarkup(section), "unescaped section: " + section);
        }
        return wrong;
    }

    /** What was said must not become a link, a mention or an entity. */
    private static boolean hasRawMarkup(String text) {
        return text.contains("<")
                || text.contains(">")
                || text.replaceAll("&(amp|lt|gt);", "").contains("&");
    }

    private static List<String> pagerDuty(String path, String body) {
        List<String> wrong = new ArrayList<>();
        JsonNode event = read(body);
        wrong(wrong, path.equals("/v2/enqueue"), "path " + path);
        wrong(wrong, body.getBytes(UTF_8).length <= MAX_PAGERDUTY_BYTES, "larger than 512 KiB");
        wrong(
                wrong,
                event.path("routing_key").asText("").length() == 32,
                "Length of 'routing_key' is incorrect (should be 32 characters)");
        String action = event.path("event_action").asText("");
        wrong(wrong, Set.of("trigger", "acknowledge", "resolve").contains(action), "event_action");
        String dedup = event.path("dedup_key").asText("");
        wrong(wrong, !dedup.isEmpty() && dedup.length() <= 255, "dedup_key");
        if (action.equals("trigger")) {
            JsonNode payload = event.path("payload");
            String summary = payload.path("summary").asText("");
            wrong(wrong, !summary.isEmpty() && summary.length() <= 1024, "summary");
            wrong(wrong, !payload.path("source").asText("").isEmpty(), "source");
            wrong(
                    wrong,
                    Set.of("critical", "error", "warning", "info")
                            .contains(payload.path("severity").asText("")),
                    "severity");
            wrong(wrong, isTime(payload.path("timestamp").asText("")), "timestamp");
            wrong(wrong, payload.path("custom_details").isObject(), "custom_details");
            for (JsonNode link : event.path("links")) {
                wrong(wrong, link.path("href").asText("").startsWith("http"), "links.href");
            }
        }
        return wrong;
    }

    private static List<String> alertmanager(String path, String body) {
        List<String> wrong = new ArrayList<>();
        wrong(wrong, path.endsWith("/api/v2/alerts"), "path " + path);
        JsonNode alerts = read(body);
        wrong(wrong, alerts.isArray() && !alerts.isEmpty(), "no alerts");
        for (JsonNode alert : alerts) {
            wrong(wrong, alert.path("labels").has("alertname"), "labels.alertname");
            alert.path("labels")
                    .properties()
                    .forEach(
                            label -> {
                                wrong(
                                        wrong,
                                        label.getKey().matches("[a-zA-Z_][a-zA-Z0-9_]*"),
                                        "label " + label.getKey());
                                wrong(
                                        wrong,
                                        label.getValue().isTextual()
                                                && !label.getValue().asText().isEmpty(),
                                        "value of " + label.getKey());
                            });
            String starts = alert.path("startsAt").asText("");
            String ends = alert.path("endsAt").asText("");
            wrong(wrong, isTime(starts) && isTime(ends), "startsAt, endsAt");
            wrong(
                    wrong,
                    isTime(starts)
                            && isTime(ends)
                            && Instant.parse(ends).isAfter(Instant.parse(starts)),
                    "start time must be before end time");
        }
        return wrong;
    }

    private static List<String> signed(Map<String, String> headers, String body, String secret) {
        List<String> wrong = new ArrayList<>();
        String id = headers.getOrDefault("webhook-id", "");
        String time = headers.getOrDefault("webhook-timestamp", "");
        wrong(wrong, !id.isEmpty() && !id.contains("."), "webhook-id");
        wrong(wrong, time.matches("[0-9]{9,11}"), "webhook-timestamp");
        wrong(wrong, read(body).path("type").asText("").matches("[a-z.-]+"), "type");
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(Base64.getDecoder().decode(secret.substring(6)), "any"));
            String expected =
                    "v1,"
                            + Base64.getEncoder()
                                    .encodeToString(
                                            mac.doFinal(
                                                    (id + "." + time + "." + body)
                                                            .getBytes(UTF_8)));
            wrong(wrong, expected.equals(headers.get("webhook-signature")), "webhook-signature");
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
        return wrong;
    }

    private static boolean isTime(String text) {
        try {
            return OffsetDateTime.parse(text) != null;
        } catch (DateTimeException _) {
            return false;
        }
    }

    private static JsonNode read(String body) {
        try {
            return JSON.readTree(body);
        } catch (IOException _) {
            return com.fasterxml.jackson.databind.node.MissingNode.getInstance();
        }
    }

    private static List<String> wrong(List<String> found, boolean holds, String what) {
        if (!holds) {
            found.add(what);
        }
        return found;
    }
}
