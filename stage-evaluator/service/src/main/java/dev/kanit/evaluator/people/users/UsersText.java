package dev.kanit.evaluator.people.users;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kanit.decision.rollout.Role;
import dev.kanit.evaluator.people.users.User.Credential;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The users file's text: JSON, read strictly. Messages name places, never values. */
final class UsersText {

    static final int MAX_USERS = 1_000;

    private static final ObjectMapper JSON =
            JsonMapper.builder(
                            JsonFactory.builder()
                                    .streamReadConstraints(
                                            StreamReadConstraints.builder()
                                                    .maxNestingDepth(10)
                                                    .maxStringLength(1_000)
                                                    .build())
                                    .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .build();

    private UsersText() {}

    /**
     * Reads users.
     *
     * @throws IOException when the text is anything but users whose names and token ids differ
     */
    static List<User> read(byte[] text) throws IOException {
        JsonNode root;
        try {
            root = JSON.readTree(text);
        } catch (JsonProcessingException malformed) {
            var place = malformed.getLocation();
            throw new IOException(
                    "no valid JSON at line "
                            + (place == null ? 1 : place.getLineNr())
                            + " (expected: {\"users\": […]})");
        }
        requireKeys("the file", root, Set.of("users"));
        JsonNode entries = root.path("users");
        if (!entries.isArray() || entries.size() > MAX_USERS) {
            throw new IOException("users (expected: a list of at most " + MAX_USERS + ")");
        }
        List<User> users = new ArrayList<>();
        Set<String> taken = new HashSet<>();
        for (JsonNode entry : entries) {
            String place = "users[" + users.size() + "]";
            User user = user(place, entry);
            boolean isNew = taken.add("name " + user.name());
            if (user.credential() instanceof Credential.Token token) {
                isNew &= taken.add("token " + token.id());
            }
            if (!isNew) {
                throw new IOException(place + " (expected: a name and a token id of its own)");
            }
            users.add(user);
        }
        return List.copyOf(users);
    }

    private static User user(String place, JsonNode entry) throws IOException {
        requireKeys(place, entry, Set.of("name", "roles", "token", "password"));
        if (entry.has("token") == entry.has("password")) {
            throw new IOException(place + " (expected: either a token or a password)");
        }
        try {
            return new User(
                    text(place + ".name", entry.path("name")),
                    roles(place + ".roles", entry.path("roles")),
                    entry.has("token")
                            ? token(place + ".token", entry.path("token"))
                            : new Credential.Password(
                                    hash(
                                            place + ".password",
                                            entry.path("password"),
                                            Set.of("salt", "iterations", "hash"))));
        } catch (IllegalArgumentException unsound) {
            throw new IOException(place + ": " + unsound.getMessage(), unsound);
        }
    }

    private static Credential.Token token(String place, JsonNode node) throws IOException {
        return new Credential.Token(
                text(place + ".id", node.path("id")),
                hash(place, node, Set.of("id", "salt", "iterations", "hash")));
    }

    private static SecretHash hash(String place, JsonNode node, Set<String> keys)
            throws IOException {
        requireKeys(place, node, keys);
        if (!node.path("iterations").isInt()) {
            throw new IOException(place + ".iterations (expected: a whole number)");
        }
        return new SecretHash(
                text(place + ".salt", node.path("salt")),
                node.path("iterations").intValue(),
                text(place + ".hash", node.path("hash")));
    }

    private static Set<Role> roles(String place, JsonNode node) throws IOException {
        Set<Role> roles = EnumSet.noneOf(Role.class);
        if (!node.isArray() || node.size() > Role.values().length) {
            throw new IOException(place + " (expected: a list of roles)");
        }
        for (JsonNode one : node) {
            roles.add(
                    Role.spelled(text(place, one))
                            .orElseThrow(
                                    () ->
                                            new IOException(
                                                    place
                                                            + " (expected: of "
                                                            + spellings()
                                                            + ")")));
        }
        return roles;
    }

    static List<String> spellings() {
        return Arrays.stream(Role.values()).map(Role::spelling).toList();
    }

    private static String text(String place, JsonNode node) throws IOException {
        if (!node.isTextual()) {
            throw new IOException(place + " (expected: a text)");
        }
        return node.textValue();
    }

    private static void requireKeys(String place, JsonNode node, Set<String> keys)
            throws IOException {
        if (!node.isObject()) {
            throw new IOException(place + " (expected: an object)");
        }
        for (String name : (Iterable<String>) node::fieldNames) {
            if (!keys.contains(name)) {
                throw new IOException(place + ": unknown field (expected: of " + keys + ")");
            }
        }
    }

    static byte[] write(List<User> users) throws IOException {
        ObjectNode root = JSON.createObjectNode();
        ArrayNode entries = root.putArray("users");
        for (User user : users) {
            ObjectNode entry = entries.addObject().put("name", user.name());
            ArrayNode roles = entry.putArray("roles");
            user.roles().stream().sorted().map(Role::spelling).forEach(roles::add);
            switch (user.credential()) {
                case Credential.Token(String id, SecretHash hash) ->
                        put(entry.putObject("token").put("id", id), hash);
                case Credential.Password(SecretHash hash) -> put(entry.putObject("password"), hash);
            }
        }
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(root);
    }

    private static void put(ObjectNode node, SecretHash hash) {
        node.put("salt", hash.salt()).put("iterations", hash.iterations()).put("hash", hash.hash());
    }
}
