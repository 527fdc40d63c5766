package dev.kanit.evaluator.people;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class PerMinuteTest {

    private final AtomicLong now = new AtomicLong();
    private final PerMinute two = new PerMinute(() -> Instant.ofEpochMilli(now.get()), 2);

    @Test
    void thirdInAMinuteIsTooManyAndTheNextMinuteIsAnother() {
        assertThat(two.take("a")).isTrue();
        assertThat(two.take("a")).isTrue();
        assertThat(two.take("a")).isFalse();
        assertThat(two.take("b")).isTrue();

        now.set(60_000);

        assertThat(two.take("a")).isTrue();
    }

    @Test
    void whatIsGivenBackDoesNotCount() {
        two.giveBack("a");
        two.take("a");
        two.take("a");

        two.giveBack("a");

        assertThat(two.take("a")).isTrue();
        assertThat(two.take("a")).isFalse();
    }

    @Test
    void manyKeysTakeNoMoreRoomThanTheLimit() {
        two.take("first");
        two.take("first");
        for (int i = 0; i < PerMinute.MAX_KEYS; i++) {
            two.take("key" + i);
        }

        assertThat(two.take("first")).isTrue();
    }
}
