package dev.kanit.archiver;

import dev.kanit.archiver.report.SparkRollout;
import dev.kanit.schemas.SchemaRegistryClient;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/** An archiver in a JVM of its own, so that it can be killed without a word. */
public final class ArchiverMain {

    private static final Duration ANSWER = Duration.ofSeconds(10);
    private static final Duration SEGMENT_AGE = Duration.ofMillis(20);

    private static final Duration PUBLISH_EVERY = Duration.ofMillis(50);

    private ArchiverMain() {}

    /** Arguments: bootstrap servers, registry, root of the archive. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Map<String, Object> clients =
                Map.of("bootstrap.servers", arguments[0], "enable.metrics.push", false);
        try (SchemaRegistryClient registry =
                        new SchemaRegistryClient(URI.create(arguments[1]), ANSWER);
                EvidenceArchiver _ =
                        EvidenceArchiver.start(
                                new ArchiverSettings(clients, Path.of(arguments[2]), SEGMENT_AGE)
                                        .withPublishEvery(PUBLISH_EVERY),
                                registry,
                                _ -> SparkRollout.SPEC)) {
            new CountDownLatch(1).await();
        }
    }
}
