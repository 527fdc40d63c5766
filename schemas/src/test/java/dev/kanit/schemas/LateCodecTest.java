package dev.kanit.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kanit.wire.ClockTick;
import java.io.IOException;
import org.junit.jupiter.api.Test;

final class LateCodecTest {

    @Test
    void registryIsAskedUntilItHasAnsweredOnce() throws IOException {
        try (StubRegistry registry = new StubRegistry();
                SchemaRegistryClient client = registry.client()) {
            String lookup = "POST /subjects/" + SchemaRegistration.subjectOf(ClockTick.class);
            LateCodec<ClockTick> late = new LateCodec<>(ClockTick.class, client);
            assertThat(registry.requests()).isEmpty();
            registry.answering(lookup, 500, "{}");
            assertThatThrownBy(late::get).isInstanceOf(RegistryUnavailableException.class);
            registry.answering(lookup, 200, "{\"id\":7}");

            assertThat(late.get().writerSchemaId()).isEqualTo(7);

            assertThat(late.get()).isSameAs(late.get());
            assertThat(registry.requests()).containsExactly(lookup, lookup);
        }
    }
}
