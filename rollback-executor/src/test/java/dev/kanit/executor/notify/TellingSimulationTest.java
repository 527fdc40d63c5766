package dev.kanit.executor.notify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kanit.codec.plan.NotificationPlan.Loudness;
import dev.kanit.executor.notify.Progress.Standing;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A rollout in bad weather: receivers that fail, executors that are killed between an attempt and
 * its record and start again from the log, notices in any order. {@code -Dkanit.seed=…} runs one.
 */
final class TellingSimulationTest {

    private static final int SEEDS = 200;
    private static final int STEPS = 120;

    static Stream<Long> seeds() {
        String one = System.getProperty("kanit.seed");
        return one == null
                ? Stream.iterate(1L, seed -> seed + 1).limit(SEEDS)
                : Stream.of(Long.valueOf(one));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void nothingIsLostNothingIsToldTwiceWithoutACrashAndOrderIsKept(long seed) {
        new Weather(seed).run();
    }

    private static final class Weather {

        private final Random random;
        private final List<Fact> topics = new ArrayList<>();
        private final List<Fact.AttemptEnded> recorded = new ArrayList<>();
        private final Map<DeliveryKey, Integer> taken = new HashMap<>();
        private final Map<String, Notice.Place> newestTaken = new HashMap<>();
        private final Set<DeliveryKey> pointless = new HashSet<>();
        private int crashes;
        private NoticeDesk desk = new NoticeDesk();
        private Instant now = Plans.START;
        private long sequence;
        private long alerts;
        private boolean open;

        Weather(long seed) {
            random = new Random(seed);
        }

        void run() {
            publish(new Fact.PlanLearnt(Plans.ROLLOUT, Optional.of(Plans.telling())));
            for (int step = 0; step < STEPS; step++) {
                now = now.plusMillis(random.nextInt(120_000));
                switch (random.nextInt(12)) {
                    case 0, 1 -> say();
                    case 2 -> crash();
                    default -> carry(random.nextInt(3) == 0);
                }
            }
            if (open) {
                open = false;
                alert(Notice.Kind.RESOLVED);
            }
            publish(new Fact.Closed(Plans.ROLLOUT, alerts));
            // The weather clears: everything that is still due arrives, within a day.
            for (int hour = 0; hour < 30 && desk.holds(Plans.ROLLOUT); hour++) {
                now = now.plus(Duration.ofMinutes(61));
                for (int round = 0; round < 200 && carry(false); round++) {
                    verify();
                }
            }
            assertThat(desk.holds(Plans.ROLLOUT)).as("done with at the end").isFalse();
            for (Fact fact : topics) {
                if (fact instanceof Fact.Said(Notice notice)
                        && notice.kind() != Notice.Kind.ACKNOWLEDGED) {
                    verifyEnd(notice);
                }
            }
        }

        /** Each alert reached the chat, or something newer made it pointless; an end always did. */
        private void verifyEnd(Notice notice) {
            DeliveryKey key = new DeliveryKey(Plans.ROLLOUT, Plans.MATTER, notice.id(), "chat", 1);
            boolean isTaken = taken.containsKey(key);
            boolean isRecorded =
                    recorded.stream()
                            .anyMatch(ended -> ended.key().equals(key) && ended.standing().isEnd());
            assertThat(isRecorded).as("%s has its end in the log", key.id()).isTrue();
            assertThat(isTaken || pointless.contains(key)).as("%s is told", key.id()).isTrue();
            if (notice.kind() == Notice.Kind.RESOLVED) {
                assertThat(isTaken).as("recovery %s is told", key.id()).isTrue();
            }
        }

        private void say() {
            if (!open) {
                open = true;
                alert(Notice.Kind.RAISED);
            } else if (random.nextInt(3) == 0) {
                open = false;
                alert(Notice.Kind.RESOLVED);
            } else if (random.nextBoolean()) {
                publish(new Fact.Said(Plans.acknowledged(++sequence, now)));
            } else {
                alert(Notice.Kind.RAISED);
            }
        }

        private void alert(Notice.Kind kind) {
            alerts++;
            Loudness loudness =
                    kind == Notice.Kind.RESOLVED
                            ? Loudness.INFO
                            : random.nextBoolean() ? Loudness.CRITICAL : Loudness.WARNING;
            publish(new Fact.Said(Plans.notice(++sequence, Plans.MATTER, kind, loudness, now)));
        }

        private void publish(Fact fact) {
            topics.add(fact);
            desk.learn(fact);
        }

        /** The state is in the topics alone. */
        private void crash() {
            crashes++;
            desk = new NoticeDesk();
            List<Fact> shuffled = new ArrayList<>(topics);
            java.util.Collections.shuffle(shuffled, random);
            // Deliveries are recalled after what they deliver.
            shuffled.forEach(desk::learn);
            recorded.forEach(desk::learn);
        }

        private boolean carry(boolean fails) {
            List<Effect> effects = desk.advance(now);
            for (Effect effect : effects) {
                DeliveryKey key = effect.delivery().key();
                desk.learn(new Fact.AttemptBegan(key));
                Fact.AttemptEnded ended = ended(effect, fails && random.nextBoolean());
                if (fails && random.nextInt(8) == 0) {
                    // Killed between the attempt and its record.
                    crash();
                    return true;
                }
                recorded.add(ended);
                desk.learn(ended);
                verify();
            }
            return !effects.isEmpty();
        }

        private Fact.AttemptEnded ended(Effect effect, boolean fails) {
            Delivery delivery = effect.delivery();
            return switch (effect) {
                case Effect.Attempt(_, int number) -> {
                    if (!fails) {
                        take(delivery);
                    }
                    yield Retries.after(
                            delivery,
                            number,
                            fails
                                    ? new AttemptResult.Later("503")
                                    : new AttemptResult.Delivered("ok"),
                            now);
                }
                case Effect.Settle settle -> {
                    // Pointless means that somebody answered, or that it is over.
                    assertThat(answered(delivery.notice())).isTrue();
                    pointless.add(delivery.key());
                    yield new Fact.AttemptEnded(
                            delivery.key(),
                            settle.attempts() + 1,
                            settle.standing(),
                            Optional.empty());
                }
            };
        }

        private boolean answered(Notice raised) {
            return topics.stream()
                    .anyMatch(
                            fact ->
                                    fact instanceof Fact.Said(Notice later)
                                            && later.kind() != Notice.Kind.RAISED
                                            && later.place().compareTo(raised.place()) > 0);
        }

        private void take(Delivery delivery) {
            taken.merge(delivery.key(), 1, Integer::sum);
            assertThat(taken.get(delivery.key()))
                    .as("%s: repeated only after a crash", delivery.key().id())
                    .isLessThanOrEqualTo(1 + crashes);
            // A level repeats what was said before; within a level a channel hears of things in
            // order.
            String ear = delivery.key().channel() + "#" + delivery.key().level();
            Notice.Place place = delivery.notice().place();
            Notice.Place before = newestTaken.getOrDefault(ear, place);
            if (crashes == 0) {
                assertThat(place).as("order at %s", ear).isGreaterThanOrEqualTo(before);
            }
            newestTaken.put(ear, place);
        }

        private void verify() {
            for (Fact.AttemptEnded ended : recorded) {
                if (ended.standing() == Standing.DELIVERED) {
                    assertThat(taken).containsKey(ended.key());
                }
                assertThat(ended.standing())
                        .as("nothing is given up in this weather")
                        .isNotEqualTo(Standing.GAVE_UP);
            }
            assertThat(desk.size()).isLessThanOrEqualTo(1);
        }
    }
}
