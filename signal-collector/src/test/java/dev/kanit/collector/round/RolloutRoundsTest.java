package dev.kanit.collector.round;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kanit.codec.plan.CollectionPlan;
import dev.kanit.codec.plan.SignalQuery;
import dev.kanit.codec.plan.Source;
import dev.kanit.codec.plan.Tracks;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class RolloutRoundsTest {

    private static final Duration EVERY = Duration.ofMillis(100);

    private final BlockingQueue<Instant> taken = new LinkedBlockingQueue<>();
    private final RoundStatistics statistics = new RoundStatistics();

    @Test
    void roundsAreTakenOnTheTicks() throws InterruptedException {
        try (RolloutRounds rounds = rounds(new Answering())) {
            rounds.start("r1", plan());
            Instant first = next();
            Instant second = next();
            assertThat(first.toEpochMilli() % 100).isZero();
            assertThat(Duration.between(first, second).toMillis() % 100).isZero();
            assertThat(second).isAfter(first);
            assertThat(rounds.rolloutIds()).containsExactly("r1");
        }
    }

    @Test
    void slowRoundMissesTicksAndIsNotOvertaken() throws InterruptedException {
        Slow slow = new Slow();
        try (RolloutRounds rounds = rounds(slow)) {
            rounds.start("r1", plan());
            next();
            next();
            assertThat(slow.most.get()).isEqualTo(1);
            assertThat(statistics.missedTicks()).isGreaterThanOrEqualTo(2);
        }
    }

    @Test
    void stopEndsTheRoundUnderWay() throws InterruptedException {
        Stuck stuck = new Stuck();
        try (RolloutRounds rounds = rounds(stuck)) {
            rounds.start("r1", plan());
            assertThat(stuck.entered.await(10, TimeUnit.SECONDS)).isTrue();
            rounds.stop("r1");
            assertThat(rounds.rolloutIds()).isEmpty();
            assertThat(stuck.left.getCount()).isZero();
        }
        assertThat(taken).isEmpty();
    }

    @Test
    void roundThatFailsIsFollowedByOthers() throws InterruptedException {
        AtomicInteger calls = new AtomicInteger();
        try (RolloutRounds rounds =
                rounds(
                        new Answering() {
                            @Override
                            public Map<String, Observation> ask(Set<String> all, Instant at) {
                                if (calls.incrementAndGet() == 1) {
                                    throw new IllegalStateException("as foreseen by this test");
                                }
                                return super.ask(all, at);
                            }
                        })) {
            rounds.start("r1", plan());
            next();
            assertThat(calls.get()).isGreaterThan(1);
        }
    }

    private Instant next() throws InterruptedException {
        Instant instant = taken.poll(10, TimeUnit.SECONDS);
        if (instant == null) {
            throw new AssertionError("no round within 10 s");
        }
        return instant;
    }

    private RolloutRounds rounds(SignalSource source) {
        return new RolloutRounds(
                _ -> source,
                (_, takenAt, _) -> taken.add(takenAt),
                InstantSource.system(),
                statistics);
    }

    private static CollectionPlan plan() {
        return new CollectionPlan(
                new Source.Prometheus("http://x", EVERY, EVERY, Tracks.USUAL),
                List.of(
                        new SignalQuery(
                                "s",
                                "q",
                                Optional.empty(),
                                Duration.ofSeconds(1),
                                Optional.empty())));
    }

    private static class Answering implements SignalSource {
        @Override
        public Map<String, Observation> ask(Set<String> questions, Instant at) {
            Map<String, Observation> answers = new LinkedHashMap<>();
            questions.forEach(question -> answers.put(question, Observation.of(1)));
            return answers;
        }

        @Override
        public void close() {}
    }

    private static final class Slow implements SignalSource {
        private final AtomicInteger now = new AtomicInteger();
        private final AtomicInteger most = new AtomicInteger();
        private final CountDownLatch never = new CountDownLatch(1);

        @Override
        public Map<String, Observation> ask(Set<String> questions, Instant at)
                throws InterruptedException {
            most.accumulateAndGet(now.incrementAndGet(), Math::max);
            var _ = never.await(320, TimeUnit.MILLISECONDS);
            now.decrementAndGet();
            return Map.of();
        }

        @Override
        public void close() {}
    }

    private static final class Stuck implements SignalSource {
        private final CountDownLatch entered = new CountDownLatch(1);
        private final CountDownLatch left = new CountDownLatch(1);

        @Override
        public Map<String, Observation> ask(Set<String> questions, Instant at)
                throws InterruptedException {
            entered.countDown();
            try {
                new CountDownLatch(1).await();
                return Map.of();
            } finally {
                left.countDown();
            }
        }

        @Override
        public void close() {}
    }
}
