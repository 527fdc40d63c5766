package dev.kanit.standalone.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** Waits until the archiver has written what the demonstration has seen. */
final class EvidenceWait {

    private static final Duration AT_MOST = Duration.ofSeconds(30);
    private static final Duration PAUSE = Duration.ofMillis(50);

    private EvidenceWait() {}

    /** Returns early once the archive is complete, and after half a minute in any case. */
    static void until(Path rollout, int decisions) {
        long deadline = System.nanoTime() + AT_MOST.toNanos();
        while (archived(rollout) < decisions && System.nanoTime() < deadline) {
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    /** The bundle of a closed rollout; empty when it is not there within half a minute. */
    static Optional<Path> bundle(Path rollout) {
        Path bundle = rollout.resolve(rollout.getFileName() + ".evidence.zip");
        long deadline = System.nanoTime() + AT_MOST.toNanos();
        while (!Files.isRegularFile(bundle) && System.nanoTime() < deadline) {
            LockSupport.parkNanos(PAUSE.toNanos());
        }
        return Optional.of(bundle).filter(Files::isRegularFile);
    }

    private static long archived(Path rollout) {
        try (Stream<String> lines = Files.lines(rollout.resolve("decisions.ndjson"))) {
            return lines.count();
        } catch (IOException notThereYet) {
            return 0;
        }
    }
}
