package dev.kanit.executor.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** What the operator allows plans to run: a file of the executor's machine, never of a plan. */
public final class AllowedCommands {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long MAX_FILE_BYTES = 64 * 1024;
    private static final int MAX_COMMANDS = 64;
    private static final long USUAL_SECONDS = 60;
    private static final Set<String> KEYS =
            Set.of("run", "directory", "withinSeconds", "environment", "secrets");

    private final SortedMap<String, AllowedCommand> commands;

    private AllowedCommands(SortedMap<String, AllowedCommand> commands) {
        this.commands = commands;
    }

    /** Nothing: the actuator is off. */
    public static AllowedCommands none() {
        return new AllowedCommands(new TreeMap<>());
    }

    /**
     * Reads the operator's file; nothing is allowed when no file is named.
     *
     * @param file path, or the empty text
     * @throws IllegalArgumentException when the file cannot be read, can be written by everybody,
     *     or makes no sense: an executor must not start with half of what it was given
     */
    public static AllowedCommands in(String file) {
        if (file.isBlank()) {
            return none();
        }
        Path path = Path.of(file);
        try {
            if (Files.size(path) > MAX_FILE_BYTES) {
                throw new IllegalArgumentException(
                        file + " (expected: at most " + MAX_FILE_BYTES + " bytes)");
            }
            if (isWritableByAll(path)) {
                throw new IllegalArgumentException(
                        file + " can be written by everybody (expected: by its owner)");
            }
            return read(JSON.readTree(Files.readString(path)));
        } catch (JsonProcessingException malformed) {
            throw new IllegalArgumentException(
                    file + ": " + malformed.getOriginalMessage() + " (expected: JSON)", malformed);
        } catch (IOException unreadable) {
            throw new IllegalArgumentException(
                    file + " cannot be read (expected: the allowed commands)", unreadable);
        }
    }

    boolean isEmpty() {
        return commands.isEmpty();
    }

    Optional<AllowedCommand> find(String name) {
        return Optional.ofNullable(commands.get(name));
    }

    private static AllowedCommands read(JsonNode root) {
        JsonNode all = root.path("commands");
        if (!all.isObject() || all.size() > MAX_COMMANDS) {
            throw new IllegalArgumentException(
                    "commands (expected: an object of at most " + MAX_COMMANDS + ")");
        }
        SortedMap<String, AllowedCommand> commands = new TreeMap<>();
        for (Map.Entry<String, JsonNode> one : all.properties()) {
            commands.put(one.getKey(), command(one.getKey(), one.getValue()));
        }
        return new AllowedCommands(commands);
    }

    private static AllowedCommand command(String name, JsonNode node) {
        node.fieldNames()
                .forEachRemaining(
                        key -> {
                            if (!KEYS.contains(key)) {
                                throw new IllegalArgumentException(
                                        key
                                                + " of "
                                                + name
                                                + " (expected: "
                                                + KEYS.stream().sorted().toList()
                                                + ")");
                            }
                        });
        JsonNode within = node.path("withinSeconds");
        return new AllowedCommand(
                name,
                texts(name, node.path("run")),
                Path.of(node.path("directory").asText("/")),
                Duration.ofSeconds(within.isMissingNode() ? USUAL_SECONDS : within.asLong(0)),
                texts(name, node.path("environment")),
                texts(name, node.path("secrets")));
    }

    private static List<String> texts(String name, JsonNode list) {
        List<String> texts = new ArrayList<>();
        if (!list.isMissingNode() && !list.isArray()) {
            throw new IllegalArgumentException(list + " of " + name + " (expected: a list)");
        }
        for (JsonNode text : list) {
            if (!text.isTextual()) {
                throw new IllegalArgumentException(text + " of " + name + " (expected: text)");
            }
            texts.add(text.asText());
        }
        return texts;
    }

    private static boolean isWritableByAll(Path file) throws IOException {
        try {
            return Files.getPosixFilePermissions(file).contains(PosixFilePermission.OTHERS_WRITE);
        } catch (UnsupportedOperationException _) {
            // A file system without such permissions has other guards.
            return false;
        }
    }
}
