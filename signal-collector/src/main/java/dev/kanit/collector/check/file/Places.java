package dev.kanit.collector.check.file;

import dev.kanit.codec.check.CheckKind.HttpSent;
import dev.kanit.collector.check.HttpAnswer;
import dev.kanit.collector.check.http.CheckHttp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Where artifacts lie: below one directory of the operator's, or behind a URL. */
public final class Places {

    /** More than this is not read. */
    static final int MAX_BYTES = 64 << 20;

    private static final HttpSent GET = new HttpSent("GET", Map.of(), "");

    private final Optional<Path> directory;
    private final CheckHttp http;

    /**
     * Places below a directory and on the network.
     *
     * @param directory what files are below; without it there are none
     */
    public Places(Optional<Path> directory, CheckHttp http) {
        this.directory = directory;
        this.http = http;
    }

    /**
     * What lies somewhere.
     *
     * @param bytes not copied, so not to be changed
     * @param modified when it last changed; empty when nobody says
     */
    @SuppressWarnings("ArrayRecordComponent") // read once, never compared
    record Found(byte[] bytes, Optional<Instant> modified) {

        String sha256() {
            try {
                return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
            } catch (NoSuchAlgorithmException missing) {
                throw new IllegalStateException("every JDK has SHA-256", missing);
            }
        }
    }

    /**
     * Fetches; empty when nothing is there.
     *
     * @throws IOException when it cannot be read, or is over {@value #MAX_BYTES} bytes
     * @throws IllegalArgumentException when the location is not one that may be read
     */
    Optional<Found> fetch(String location) throws IOException, InterruptedException {
        boolean url =
                location.startsWith("${")
                        || location.startsWith("http://")
                        || location.startsWith("https://");
        return url ? download(location) : file(location);
    }

    private Optional<Found> download(String url) throws IOException, InterruptedException {
        HttpAnswer answer = http.send(url, GET, Map.of(), MAX_BYTES);
        if (answer.status() == 404 || answer.status() == 410) {
            return Optional.empty();
        }
        if (answer.status() != 200) {
            throw new IOException(url + ": status " + answer.status() + " (expected: 200)");
        }
        return Optional.of(new Found(answer.body(), lastModified(answer)));
    }

    private static Optional<Instant> lastModified(HttpAnswer answer) {
        String text = answer.headers().getOrDefault("last-modified", List.of("")).getFirst();
        try {
            return Optional.of(DateTimeFormatter.RFC_1123_DATE_TIME.parse(text, Instant::from));
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }

    /** Links are followed first: what they lead to must lie below the directory, too. */
    private Optional<Found> file(String location) throws IOException {
        Path root =
                directory
                        .orElseThrow(
                                () ->
                                        new IllegalArgumentException(
                                                "files are not open to checks (expected:"
                                                        + " KANIT_CHECK_FILES names a directory)"))
                        .toRealPath();
        try {
            Path file = root.resolve(location).toRealPath();
            if (!file.startsWith(root) || !Files.isRegularFile(file)) {
                throw new IllegalArgumentException(
                        location + " (expected: a file below the operator's directory)");
            }
            if (Files.size(file) > MAX_BYTES) {
                throw new IOException(location + " is over " + MAX_BYTES + " bytes");
            }
            return Optional.of(
                    new Found(
                            Files.readAllBytes(file),
                            Optional.of(Files.getLastModifiedTime(file).toInstant())));
        } catch (NoSuchFileException _) {
            return Optional.empty();
        } catch (InvalidPathException _) {
            throw new IllegalArgumentException(location + " (expected: a file's name)");
        }
    }
}
