package dev.kanit.schemas;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/**
 * Settings of Kafka clients in a file of their own, as Kafka's tools take them ({@code
 * --command-config}): for TLS and SASL, which are secrets or name them. A value may point to a
 * mounted file or to the environment by Kafka's own config providers; nobody but the client
 * resolves it.
 */
public final class KafkaClientFile {

    private static final long MAX_BYTES = 64 << 10;

    private KafkaClientFile() {}

    /**
     * Reads a properties file of at most 64 KiB.
     *
     * @throws IOException in one sentence that names no value, when it is missing, too large or no
     *     properties file
     */
    public static Map<String, String> read(Path file) throws IOException {
        Properties properties = new Properties();
        try {
            long size = Files.size(file);
            if (size > MAX_BYTES) {
                throw new IOException(
                        file + ": " + size + " bytes (expected: at most " + MAX_BYTES + ")");
            }
            try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
                properties.load(reader);
            }
        } catch (NoSuchFileException missing) {
            throw new IOException(
                    file + ": no such file (expected: settings of Kafka clients)", missing);
        } catch (IllegalArgumentException malformed) {
            throw new IOException(file + ": not a properties file", malformed);
        }
        Map<String, String> settings = new TreeMap<>();
        properties.forEach((name, value) -> settings.put((String) name, (String) value));
        return Map.copyOf(settings);
    }
}
