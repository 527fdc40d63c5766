package dev.kanit.archiver.intake;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class UnsignedTest {

    private final Unsigned unsigned = new Unsigned();

    @Test
    void theOldestAppendCountsUntilItIsSignedFor() {
        unsigned.appended(20);
        unsigned.appended(10);
        assertThat(unsigned.oldestMillis()).hasValue(10);

        unsigned.signed(unsigned.mark());

        assertThat(unsigned.oldestMillis()).isEmpty();
    }

    @Test
    void whatIsGivenAfterASignatureWasAskedForIsNotSignedForByIt() {
        unsigned.appended(10);
        long mark = unsigned.mark();
        unsigned.appended(30);

        unsigned.signed(mark);

        assertThat(unsigned.oldestMillis()).hasValue(30);
    }

    @Test
    void aSignatureThatFailedLeavesTheOldestAsItWas() {
        unsigned.appended(10);
        long failed = unsigned.mark();
        unsigned.appended(30);
        long next = unsigned.mark();
        unsigned.appended(50);

        unsigned.signed(next);

        assertThat(failed).isLessThan(next);
        assertThat(unsigned.oldestMillis()).hasValue(50);
    }
}
