package dev.kanit.ledger.text;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class LineBufferTest {

    private final LineBuffer line = new LineBuffer(0);

    @Test
    void numbersAreWrittenAsTheLanguageDoesAroundEveryPowerOfTenAndTwo() {
        for (long power = 1; power > 0 && power <= Long.MAX_VALUE / 10; power *= 10) {
            around(power);
        }
        for (int bit = 0; bit < 64; bit++) {
            around(1L << bit);
        }
    }

    private void around(long number) {
        for (long one : new long[] {number - 1, number, number + 1}) {
            written(one);
            written(-one);
        }
    }

    private void written(long number) {
        line.clear();
        assertThat(text(line.number(number))).isEqualTo(Long.toString(number));
        assertThat(LineBuffer.numberLength(number)).isEqualTo(line.length());
    }

    @Test
    void base64OfEveryLengthIsTheUsualOneWhateverWasWrittenBefore() {
        Random random = new Random(5);
        for (int length : new int[] {700, 0, 1, 2, 3, 64, 1_000, 5}) {
            byte[] content = new byte[length];
            random.nextBytes(content);
            line.clear();
            assertThat(text(line.base64(content)))
                    .isEqualTo(Base64.getEncoder().encodeToString(content));
        }
    }

    @Test
    void onlyWhatMustBeIsEscaped() {
        String text = "\u0000\"ağ\\\\\n\u007f\u001f b\"";

        assertThat(text(line.quoted(text.getBytes(UTF_8))))
                .isEqualTo("\"\\u0000\\\"ağ\\\\\\\\\\n\u007f\\u001f b\\\"\"");
    }

    private static String text(LineBuffer line) {
        return new String(line.toArray(), UTF_8);
    }
}
