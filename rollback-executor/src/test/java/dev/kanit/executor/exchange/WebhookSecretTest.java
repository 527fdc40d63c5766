package dev.kanit.executor.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

final class WebhookSecretTest {

    private static final String PUBLISHED = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private static final String ID = "msg_p5jXN8AQM9LWM0D4loKWxJek";
    private static final long TIMESTAMP = 1_614_265_330L;
    private static final String PAYLOAD = "{\"test\": 2432232314}";
    private static final String SIGNATURE = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";

    @Test
    void signatureIsThatOfThePublishedExample() {
        assertThat(WebhookSecret.parse(PUBLISHED).sign(ID, TIMESTAMP, PAYLOAD))
                .isEqualTo(SIGNATURE);
    }

    @Test
    void duringARotationBothSecretsSign() {
        String other = "whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

        assertThat(
                        WebhookSecret.parse(PUBLISHED + " " + other)
                                .sign(ID, TIMESTAMP, PAYLOAD)
                                .split(" "))
                .hasSize(2)
                .contains(SIGNATURE);
    }

    @Test
    void whatIsNoSecretIsRefusedWithoutBeingTold() {
        for (String bad :
                new String[] {
                    "", "hunter2", "whsec_", "whsec_c2hvcnQ=", "whsec_not!base64", PUBLISHED + "  x"
                }) {
            assertThatThrownBy(() -> WebhookSecret.parse(bad))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("secret (expected: whsec_ and 24 to 64 bytes in base64)");
        }
        assertThatThrownBy(() -> WebhookSecret.parse(PUBLISHED + " " + PUBLISHED + " " + PUBLISHED))
                .hasMessage("3 secrets (expected: 1 or 2)");
    }

    @Test
    void anIdWithADotIsNotSigned() {
        assertThatThrownBy(() -> WebhookSecret.parse(PUBLISHED).sign("a.b", TIMESTAMP, PAYLOAD))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
