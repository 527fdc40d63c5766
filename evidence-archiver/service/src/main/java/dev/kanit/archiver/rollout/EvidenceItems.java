package dev.kanit.archiver.rollout;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Everything that a rollout's directory holds: each record and each file is an item. The files of
 * records are no items themselves.
 */
public final class EvidenceItems {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String RECORDS = ".ndjson";

    /**
     * How records of one file are told.
     *
     * @param time name of the field that says when
     */
    private record Telling(String kind, String time, Function<JsonNode, String> what) {}

    private static final Map<String, Telling> TOLD =
            Map.of(
                    "checks.ndjson",
                    new Telling(
                            "check",
                            "startedAt",
                            one -> words(text(one, "group") + "/" + text(one, "check"), one)),
                    "decisions.ndjson",
                    new Telling("decision", "decidedAt", EvidenceItems::decision),
                    "commands.ndjson",
                    new Telling(
                            "command",
                            "issuedAt",
                            one ->
                                    String.join(
                                                    " ",
                                                    text(one, "kind"),
                                                    text(one, "subject"),
                                                    "by",
                                                    text(one, "issuedBy"))
                                            .replace("  ", " ")),
                    "actions.ndjson",
                    new Telling(
                            "action",
                            "startedAt",
                            one ->
                                    words(
                                            (one.path("dryRun").asBoolean() ? "drill " : "")
                                                    + text(one, "kind")
                                                    + " "
                                                    + text(one, "step"),
                                            one)),
                    "alerts.ndjson",
                    new Telling(
                            "alert",
                            "raisedAt",
                            one ->
                                    (one.path("resolved").asBoolean()
                                                    ? "RESOLVED "
                                                    : text(one, "severity") + " ")
                                            + text(one, "title")),
                    "deliveries.ndjson",
                    new Telling("delivery", "startedAt", one -> words(text(one, "channel"), one)));

    private EvidenceItems() {}

    /**
     * The items, the oldest first.
     *
     * @param directory of one rollout
     * @throws IOException when something in it cannot be read
     */
    public static List<EvidenceItem> in(Path directory) throws IOException {
        List<EvidenceItem> items = new ArrayList<>();
        for (Path file : files(directory)) {
            String name = directory.relativize(file).toString().replace('\\', '/');
            if (name.endsWith(RECORDS)) {
                records(file, TOLD.getOrDefault(name, new Telling(name, "", one -> "")), items);
            } else {
                items.add(
                        new EvidenceItem(
                                Files.getLastModifiedTime(file).toInstant(),
                                "file",
                                name,
                                "%d bytes, sha256 %s".formatted(Files.size(file), digest(file))));
            }
        }
        items.sort(Comparator.comparing(EvidenceItem::at));
        return items;
    }

    private static List<Path> files(Path directory) throws IOException {
        try (Stream<Path> all = Files.walk(directory)) {
            return all.filter(Files::isRegularFile)
                    .filter(file -> !String.valueOf(file.getFileName()).startsWith("."))
                    .sorted()
                    .toList();
        }
    }

    private static void records(Path file, Telling telling, List<EvidenceItem> items)
            throws IOException {
        try (BufferedReader lines = Files.newBufferedReader(file, UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                items.add(record(line, telling));
            }
        }
    }

    private static EvidenceItem record(String line, Telling telling) {
        JsonNode read;
        try {
            read = JSON.readTree(line);
        } catch (JsonProcessingException cutOff) {
            return new EvidenceItem(Instant.EPOCH, telling.kind(), "a line cut off", "");
        }
        JsonNode record = read.path("record");
        boolean isNight = text(record, "kind").equals("NIGHT_OBSERVED");
        return new EvidenceItem(
                at(text(record, telling.time())),
                isNight ? "night" : telling.kind(),
                telling.what().apply(record).strip(),
                "%s-%d@%d"
                        .formatted(
                                text(read, "topic"),
                                read.path("partition").asInt(),
                                read.path("offset").asLong()));
    }

    private static Instant at(String time) {
        try {
            return Instant.parse(time);
        } catch (DateTimeParseException unknown) {
            return Instant.EPOCH;
        }
    }

    private static String decision(JsonNode one) {
        return "%s %s (%s)"
                .formatted(text(one, "sequence"), text(one, "kind"), text(one, "stageName"));
    }

    private static String words(String what, JsonNode one) {
        return what + " " + text(one, "outcome");
    }

    private static String text(JsonNode node, String field) {
        return node.path(field).asText("");
    }

    private static String digest(Path file) throws IOException {
        MessageDigest sha256;
        try {
            sha256 = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
        byte[] buffer = new byte[1 << 16];
        try (InputStream in = Files.newInputStream(file)) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                sha256.update(buffer, 0, read);
            }
        }
        return HexFormat.of().formatHex(sha256.digest());
    }
}
