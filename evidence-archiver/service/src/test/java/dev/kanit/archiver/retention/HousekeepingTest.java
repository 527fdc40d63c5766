package dev.kanit.archiver.retention;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kanit.archiver.audit.Fsck;
import dev.kanit.archiver.audit.SmallArchive;
import dev.kanit.archiver.keys.PolicyFile;
import dev.kanit.ledger.SegmentLog;
import dev.kanit.ledger.store.DirectoryStore;
import dev.kanit.ledger.store.EvidenceStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class HousekeepingTest {

    @TempDir Path directory;

    private final AtomicReference<Instant> now =
            new AtomicReference<>(Instant.parse("2026-11-20T12:00:00Z"));

    private final Clock clock =
            new Clock() {
                @Override
                public ZoneId getZone() {
                    return ZoneOffset.UTC;
                }

                @Override
                public Clock withZone(ZoneId zone) {
                    return this;
                }

                @Override
                public Instant instant() {
                    return now.get();
                }
            };

    @Test
    void expiredPayloadGoesByItselfWhileEverythingIsArchived() throws Exception {
        Path root = directory.resolve("evidence");
        EvidenceStore store = DirectoryStore.open(root);
        Floors floors = new Floors(store);
        SmallArchive archive = new SmallArchive(store, directory.resolve("keys"), floors);
        archive.archive("drill-1", 0, 5);
        Path policy =
                Files.write(
                        directory.resolve("trust.policy"),
                        PolicyFile.text(SmallArchive.LOG.clusterId(), archive.keys)
                                .getBytes(UTF_8));
        Path counted = Files.createDirectories(root.resolve("rollouts/drill-1"));
        Files.writeString(
                counted.resolve("counts.json"), "{\"rollout.actions\": {\"records\": 5}}");
        AtomicBoolean isArchiving = new AtomicBoolean(true);
        AtomicBoolean wasAsked = new AtomicBoolean();
        try (Housekeeping _ =
                Housekeeping.start(
                        store,
                        archive.keys,
                        root,
                        policy,
                        new RetentionSettings(RetentionPolicy.USUAL, Duration.ofSeconds(1)),
                        () -> {
                            wasAsked.set(true);
                            return isArchiving.get();
                        },
                        clock)) {
            await(
                    () ->
                            !store.list("retention/" + SmallArchive.LOG.path() + "/archived")
                                    .isEmpty());
            isArchiving.set(false);
            archive.archive("r-2", 0, 5);
            now.set(now.get().plus(Duration.ofDays(91)));
            wasAsked.set(false);
            await(wasAsked::get);
            wasAsked.set(false);
            await(wasAsked::get);
            assertThat(SegmentLog.open(store, SmallArchive.LOG).starts()).containsExactly(0L, 5L);

            isArchiving.set(true);

            await(() -> SegmentLog.open(store, SmallArchive.LOG).starts().equals(List.of(5L)));
        }
        assertThat(Fsck.check(archive.cluster()).findings()).isEmpty();
    }

    private static void await(Callable<Boolean> condition) throws Exception {
        long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (!condition.call()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("not within a minute");
            }
            LockSupport.parkNanos(5_000_000);
        }
    }
}
