package dev.kanit.archiver.retention;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Somebody wants evidence to be kept, whatever its age.
 *
 * @param id names the hold
 * @param rollout that is held; empty when everything is
 * @param who placed or released it
 * @param why they did
 * @param at when they did
 */
public record LegalHold(String id, Optional<String> rollout, String who, String why, Instant at) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");

    public LegalHold {
        if (!ID.matcher(id).matches()) {
            throw new IllegalArgumentException("id: '" + id + "' (expected: " + ID + ")");
        }
        requireText("who", who);
        requireText("why", why);
    }

    private static void requireText(String name, String text) {
        if (text.isBlank()) {
            throw new IllegalArgumentException(name + ": empty (expected: text)");
        }
    }

    /** Whether this hold keeps {@code other}. */
    boolean covers(String other) {
        return rollout.isEmpty() || rollout.get().equals(other);
    }

    /** For people: who holds, why, which hold. */
    String inWords() {
        return "held by %s: %s (%s)".formatted(who, why, id);
    }

    byte[] toBytes() throws IOException {
        var json = JSON.createObjectNode().put("id", id);
        rollout.ifPresent(one -> json.put("rollout", one));
        json.put("who", who).put("why", why).put("at", at.toString());
        return JSON.writeValueAsBytes(json);
    }

    static LegalHold parse(byte[] bytes) throws IOException {
        try {
            JsonNode json = JSON.readTree(bytes);
            return new LegalHold(
                    json.path("id").asText(),
                    Optional.ofNullable(json.get("rollout")).map(JsonNode::asText),
                    json.path("who").asText(),
                    json.path("why").asText(),
                    Instant.parse(json.path("at").asText()));
        } catch (JsonProcessingException | IllegalArgumentException | DateTimeException broken) {
            throw new IOException("hold: " + broken.getMessage(), broken);
        }
    }
}
