package dev.kanit.archiver;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kanit.archiver.intake.Archive;
import dev.kanit.archiver.intake.Dispositions;
import dev.kanit.archiver.intake.Intake;
import dev.kanit.archiver.intake.IntakeHealth;
import dev.kanit.archiver.intake.Pace;
import dev.kanit.archiver.keys.ArchiverKeys;
import dev.kanit.archiver.report.SparkRollout;
import dev.kanit.archiver.rollout.RolloutDirectories;
import dev.kanit.ledger.store.DirectoryStore;
import dev.kanit.schemas.TopicCatalogue;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Promise G2's other half: whoever cannot keep it says so. */
final class LateSignatureTest {

    private static final EvidenceTopics TOPICS = new EvidenceTopics();

    @TempDir Path directory;

    @AfterAll
    static void close() {
        TOPICS.close();
    }

    /** The system's time, and what it was moved by. */
    private static final class MovedClock extends Clock {

        private final AtomicLong moved = new AtomicLong();

        void move(Duration by) {
            long _ = moved.addAndGet(by.toMillis());
        }

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
            return Instant.ofEpochMilli(System.currentTimeMillis() + moved.get());
        }
    }

    @Test
    void aRecordWithoutASignatureForMoreThanTenSecondsIsLateUntilItHasOne() throws Exception {
        MovedClock clock = new MovedClock();
        Path root = directory.resolve("evidence");
        HeldStore store = new HeldStore(DirectoryStore.open(root), "/checkpoint");
        Intake intake =
                new Intake(
                        TOPICS.settings(),
                        new Archive(
                                store,
                                ArchiverKeys.open(directory.resolve("keys")),
                                directory.resolve("trust.policy")),
                        () ->
                                RolloutDirectories.open(
                                        root, TOPICS.cluster.registry(), _ -> SparkRollout.SPEC),
                        Dispositions.NONE,
                        new Pace(Duration.ofMillis(20), Duration.ofMillis(50), clock));
        Thread thread = Thread.ofPlatform().start(intake);
        try {
            EvidenceTopics.await(
                    "archiving", () -> intake.health() instanceof IntakeHealth.Archiving);
            store.hold();
            TOPICS.publish(TopicCatalogue.TICKS, "late", "v".getBytes(UTF_8));
            EvidenceTopics.await("an unsigned record", () -> !intake.unsignedAge().isZero());
            assertThat(intake.health()).isInstanceOf(IntakeHealth.Archiving.class);

            clock.move(Pace.SIGNED_WITHIN);

            EvidenceTopics.await("late", () -> intake.health() instanceof IntakeHealth.Late);
            store.release();
            EvidenceTopics.await(
                    "archiving again", () -> intake.health() instanceof IntakeHealth.Archiving);
            assertThat(intake.unsignedAge()).isLessThan(Pace.SIGNED_WITHIN);
        } finally {
            store.release();
            intake.close(true);
            thread.join();
        }
    }
}
