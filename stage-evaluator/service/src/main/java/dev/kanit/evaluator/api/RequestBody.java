package dev.kanit.evaluator.api;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.micronaut.http.HttpStatus;
import java.io.IOException;
import java.util.Iterator;
import java.util.Optional;
import java.util.Set;

/** A JSON object of known, short texts; anything else is refused with what was expected. */
final class RequestBody {

    /** Of a command, or of what a tool posts to a hook. */
    static final int MAX_SMALL_BYTES = 64 << 10;

    private static final int MAX_TEXT = 2 << 20;
    private static final int MAX_DEPTH = 10;

    private static final ObjectMapper JSON =
            JsonMapper.builder(
                            JsonFactory.builder()
                                    .streamReadConstraints(
                                            StreamReadConstraints.builder()
                                                    .maxStringLength(MAX_TEXT)
                                                    .maxNestingDepth(MAX_DEPTH)
                                                    .build())
                                    .build())
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .build();

    private final JsonNode object;

    private RequestBody(JsonNode object) {
        this.object = object;
    }

    /**
     * The body, if it is no larger than a command or a hook ever is. A request that tells its
     * length is refused before its body is read; one in chunks is seen to be too large only here.
     *
     * @throws TooLarge above {@value #MAX_SMALL_BYTES} bytes
     */
    static byte[] small(byte[] bytes) throws TooLarge {
        if (bytes.length > MAX_SMALL_BYTES) {
            throw new TooLarge();
        }
        return bytes;
    }

    static RequestBody read(byte[] bytes, Set<String> keys) throws BadRequest {
        RequestBody body = readAnything(bytes);
        for (Iterator<String> names = body.object.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (!keys.contains(name)) {
                throw new BadRequest("unknown field '" + name + "' (expected: of " + keys + ")");
            }
        }
        return body;
    }

    /** Of a sender that may say more than is understood. */
    static RequestBody readAnything(byte[] bytes) throws BadRequest {
        JsonNode node;
        try {
            node = JSON.readTree(bytes);
        } catch (JsonProcessingException malformed) {
            throw new BadRequest(
                    "no valid JSON: " + malformed.getOriginalMessage() + " (expected: an object)");
        } catch (IOException failed) {
            throw new BadRequest("the body cannot be read");
        }
        if (node == null || !node.isObject()) {
            throw new BadRequest("the body is no object (expected: a JSON object)");
        }
        return new RequestBody(node);
    }

    /** The object in {@code name}; an empty one when there is none. */
    RequestBody inner(String name) throws BadRequest {
        JsonNode value = object.get(name);
        if (value == null || value.isNull()) {
            return new RequestBody(JSON.createObjectNode());
        }
        if (!value.isObject()) {
            throw new BadRequest("'" + name + "' is no object (expected: a JSON object)");
        }
        return new RequestBody(value);
    }

    String text(String name, int maxLength) throws BadRequest {
        return find(name, maxLength)
                .filter(text -> !text.isBlank())
                .orElseThrow(() -> new BadRequest("'" + name + "' is missing (expected: a text)"));
    }

    Optional<String> find(String name, int maxLength) throws BadRequest {
        JsonNode value = object.get(name);
        if (value == null || value.isNull()) {
            return Optional.empty();
        }
        if (!value.isTextual()) {
            throw new BadRequest("'" + name + "' is no text (expected: a text)");
        }
        if (value.textValue().length() > maxLength) {
            throw new BadRequest(
                    "'"
                            + name
                            + "' of "
                            + value.textValue().length()
                            + " characters (expected: <= "
                            + maxLength
                            + ")");
        }
        return Optional.of(value.textValue());
    }

    /** The request cannot be understood; the message says why and what was expected. */
    static class BadRequest extends Exception {
        BadRequest(String message) {
            super(message);
        }

        HttpStatus status() {
            return HttpStatus.BAD_REQUEST;
        }
    }

    /** The request is larger than it may be. */
    static final class TooLarge extends BadRequest {
        TooLarge() {
            super("the body (expected: at most " + MAX_SMALL_BYTES + " bytes)");
        }

        @Override
        HttpStatus status() {
            return HttpStatus.REQUEST_ENTITY_TOO_LARGE;
        }
    }
}
