package dev.kanit.executor.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class StandardWebhookTest {

    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    @Test
    void publishedVectorIsReproduced() {
        assertThat(
                        StandardWebhook.with(SECRET)
                                .orElseThrow()
                                .headers(
                                        "msg_p5jXN8AQM9LWM0D4loKWxJek",
                                        Instant.ofEpochSecond(1_614_265_330),
                                        "{\"test\": 2432232314}"))
                .containsEntry("webhook-id", "msg_p5jXN8AQM9LWM0D4loKWxJek")
                .containsEntry("webhook-timestamp", "1614265330")
                .containsEntry(
                        "webhook-signature", "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "secret", "whsec_", "whsec_c2hvcnQ=", "whsec_***"})
    void whatIsNoSecretOfTheSpecificationSignsNothing(String secret) {
        assertThat(StandardWebhook.with(secret)).isEmpty();
    }

    @Test
    void idThatWouldMakeTheSignedTextAmbiguousIsRefused() {
        StandardWebhook webhook = StandardWebhook.with(SECRET).orElseThrow();
        assertThatThrownBy(() -> webhook.headers("a.b", Instant.EPOCH, ""))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
