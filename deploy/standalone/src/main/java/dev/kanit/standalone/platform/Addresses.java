package dev.kanit.standalone.platform;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Properties;

/**
 * Where a running platform is reached by other processes; kept in its data directory, since ports
 * may differ from start to start.
 *
 * @param bootstrapServers of the broker
 * @param registry of the schema registry
 */
public record Addresses(String bootstrapServers, URI registry) {

    private static final String FILE = "addresses.properties";
    private static final String KAFKA = "kafka";
    private static final String REGISTRY = "registry";

    /**
     * What the platform in {@code directory} wrote at its start.
     *
     * @throws IOException in one sentence, when it has never been started
     */
    public static Addresses in(Path directory) throws IOException {
        Properties read = new Properties();
        try (Reader reader = Files.newBufferedReader(directory.resolve(FILE))) {
            read.load(reader);
        } catch (NoSuchFileException none) {
            throw new IOException(
                    directory + ": no " + FILE + " (expected: the data of a running `kanit up`)",
                    none);
        }
        return new Addresses(
                read.getProperty(KAFKA, ""), URI.create(read.getProperty(REGISTRY, "")));
    }

    void write(Path directory) throws IOException {
        Properties written = new Properties();
        written.setProperty(KAFKA, bootstrapServers);
        written.setProperty(REGISTRY, registry.toString());
        try (Writer writer = Files.newBufferedWriter(directory.resolve(FILE))) {
            written.store(writer, "where kanit up is reached");
        }
    }
}
