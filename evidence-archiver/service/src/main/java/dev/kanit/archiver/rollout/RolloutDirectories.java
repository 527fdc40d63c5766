package dev.kanit.archiver.rollout;

import dev.kanit.archiver.report.ReportSpec;
import dev.kanit.ledger.LogId;
import dev.kanit.ledger.segment.Segment;
import dev.kanit.schemas.RegistryUnavailableException;
import dev.kanit.schemas.SchemaRegistryClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/**
 * {@code rollouts/<rollout id>/}: what segments hold of each rollout. Segments are given in memory,
 * and written by a thread of its own: soon what people read, now and then the mere counts. Applying
 * a segment twice changes nothing, so after a crash the last ones are simply applied again.
 * Thread-safe.
 */
public final class RolloutDirectories implements AutoCloseable {

    private static final Duration READABLE_EVERY = Duration.ofMillis(100);
    private static final Duration ALL_EVERY = Duration.ofSeconds(30);

    /** From here on all is written soon, so that nobody who brings more has to. */
    private static final long MANY_BYTES = 16 << 20;

    /** More does not wait in memory: whoever brings it writes. */
    private static final long MAX_BYTES = 64 << 20;

    private final Path root;
    private final OneWriter writer;
    private final RolloutFiles files;
    private final Backlog backlog;
    private final CompletableFuture<Boolean> closed = new CompletableFuture<>();
    private final Thread thread;
    private Optional<Exception> failure = Optional.empty();

    private RolloutDirectories(Path root, RolloutFiles files) {
        this.root = root;
        this.writer = new OneWriter(root);
        this.files = files;
        this.backlog = new Backlog(files.readableTopics());
        this.thread = Thread.ofPlatform().daemon().name("rollout-directories").start(this::run);
    }

    /**
     * @param root of the archive
     * @param specs from a plan's text to what reports show; may throw when it cannot be read
     * @throws RegistryUnavailableException when the registry does not answer
     */
    public static RolloutDirectories open(
            Path root, SchemaRegistryClient registry, Function<String, ReportSpec> specs) {
        Path rollouts = root.resolve("rollouts");
        return new RolloutDirectories(rollouts, RolloutFiles.open(rollouts, registry, specs));
    }

    /** First offset of the segment that is to be applied next; 0 when none has been. */
    public long appliedTo(LogId log) throws IOException {
        Path marker = marker(log);
        return Files.exists(marker) ? Long.parseLong(Files.readString(marker).strip()) : 0;
    }

    /**
     * Adds what {@code segment} holds, soon.
     *
     * @param endOffset of the partition in Kafka, -1 when it is not known
     * @throws IOException when something that was applied before could not be written; everything
     *     since {@link #appliedTo} is to be applied again
     * @throws RegistryUnavailableException likewise, when a schema could not be fetched
     */
    public void apply(LogId log, String topic, Segment segment, long endOffset) throws IOException {
        throwFailure();
        backlog.add(log, topic, segment, endOffset);
        if (backlog.bytes() > MAX_BYTES) {
            flush();
        }
    }

    /** Writes everything that was applied. When this returns, it is durable. */
    public void flush() throws IOException {
        throwFailure();
        write(backlog.takeAll());
    }

    /**
     * Tells of what could not be written since it was asked last.
     *
     * @throws IOException as {@link #apply} does
     */
    public void requireHealthy() throws IOException {
        throwFailure();
    }

    private synchronized void throwFailure() throws IOException {
        Optional<Exception> failed = failure;
        failure = Optional.empty();
        if (failed.isPresent()) {
            switch (failed.get()) {
                case IOException unwritten -> throw new IOException(unwritten);
                case RegistryUnavailableException away -> throw away;
                default -> throw new CompletionException(failed.get());
            }
        }
    }

    private void run() {
        long allWritten = System.nanoTime();
        while (!isClosedWithin(READABLE_EVERY)) {
            boolean isAll =
                    System.nanoTime() - allWritten >= ALL_EVERY.toNanos()
                            || backlog.bytes() > MANY_BYTES;
            try {
                write(isAll ? backlog.takeAll() : backlog.takeReadable());
            } catch (IOException | RuntimeException failed) {
                synchronized (this) {
                    failure = Optional.of(failed);
                }
                // What waits is applied again, together with what just failed.
                Backlog.Batch _ = backlog.takeAll();
            }
            if (isAll) {
                allWritten = System.nanoTime();
            }
        }
    }

    private void write(Backlog.Batch batch) throws IOException {
        if (batch.byRollout().isEmpty() && batch.appliedTo().isEmpty()) {
            return;
        }
        writer.run(
                () -> {
                    for (var rollout : batch.byRollout().entrySet()) {
                        files.write(rollout.getKey(), rollout.getValue());
                    }
                    for (var log : batch.appliedTo().entrySet()) {
                        long applied = Math.max(appliedTo(log.getKey()), log.getValue());
                        WholeFile.write(marker(log.getKey()), applied + "\n");
                    }
                });
    }

    private boolean isClosedWithin(Duration time) {
        try {
            return closed.get(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException _) {
            return false;
        } catch (InterruptedException | java.util.concurrent.ExecutionException _) {
            return true;
        }
    }

    private Path marker(LogId log) {
        return root.resolve(".applied")
                .resolve(log.clusterId() + "_" + log.topicId() + "_" + log.partition());
    }

    /** Writes nothing more; what was not flushed is applied again next time. */
    @Override
    public void close() {
        closed.complete(true);
        try {
            thread.join();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
