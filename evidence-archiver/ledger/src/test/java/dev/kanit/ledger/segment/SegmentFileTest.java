package dev.kanit.ledger.segment;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kanit.ledger.segment.Entry.Bytes;
import dev.kanit.ledger.segment.Entry.Gap;
import dev.kanit.ledger.segment.Entry.Header;
import dev.kanit.ledger.segment.Entry.Kept;
import dev.kanit.ledger.text.LineBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class SegmentFileTest {

    private static final String LOG = "logs/c/t/0";

    @Test
    void everyRecordComesBackByteForByteAndNullIsNotEmpty() throws Exception {
        Segment segment =
                new Segment(
                        LOG,
                        40,
                        List.of(
                                kept(42, null, new byte[0]),
                                kept(43, new byte[0], null),
                                kept(44, "ı\n\"\\".getBytes(UTF_8), new byte[] {0, -1, 10, 13}),
                                new Gap(45, 50, "retention: \"gone\"\nfor good"),
                                new Entry.Disposition(50, 40, "90 days\n", 1_700_000_000_000L),
                                new Kept(
                                        50,
                                        -1,
                                        Optional.empty(),
                                        Optional.empty(),
                                        List.of(
                                                new Header("a", Bytes.of(null)),
                                                new Header("a", Bytes.of(new byte[0])),
                                                new Header("ğ ,]", Bytes.of(new byte[] {93}))))));

        Segment read = SegmentFile.read(LOG, 40, SegmentFile.write(segment));

        assertThat(read).isEqualTo(segment);
        assertThat(SegmentFile.write(read)).isEqualTo(SegmentFile.write(segment));
    }

    @Test
    void theLengthOfEveryLineIsKnownWithoutWritingIt() {
        for (Entry entry :
                List.of(
                        kept(0, null, null),
                        kept(9_999_999_999L, new byte[] {1, 2}, "ığ".getBytes(UTF_8)),
                        new Kept(
                                Long.MAX_VALUE - 1,
                                Long.MIN_VALUE,
                                Bytes.of(new byte[7]),
                                Optional.empty(),
                                List.of(
                                        new Header("ğ", Bytes.of(null)),
                                        new Header("b", Bytes.of(new byte[3])))),
                        new Gap(0, 10, "ı"),
                        new Entry.Disposition(10, 9, "why", -5))) {
            LineBuffer line = new LineBuffer(0);
            EntryLine.write(line, entry);
            assertThat(SegmentFile.contentBytes(entry)).isEqualTo(line.length() + 1);
        }
    }

    @Test
    void otherSpellingsOfALineAreRefused() throws Exception {
        String good =
                "{\"offset\":1,\"timestampMillis\":-1,\"key\":null,\"value\":\"QQ==\",\"headers\":[[\"QQ==\",null]]}";
        assertThat(EntryLine.read(good.getBytes(UTF_8), 0, good.length())).isInstanceOf(Kept.class);
        for (String bad :
                List.of(
                        good + " ",
                        good.replace(":1,", ":01,"),
                        good.replace(":1,", ":-1,"),
                        good.replace(":-1,", ":-0,"),
                        good.replace("\"QQ==\",\"h", "\"QR==\",\"h"),
                        good.replace("\"QQ==\",\"h", "\"QQ\",\"h"),
                        good.replace("[[", "["),
                        good.replace("null]]", "null],]"),
                        good.replace("[\"QQ==\"", "[\"/w==\""),
                        good.replace("null,", "null, "),
                        good.substring(0, good.length() - 1))) {
            assertThatThrownBy(() -> EntryLine.read(bad.getBytes(UTF_8), 0, bad.length()))
                    .as(bad)
                    .isInstanceOf(MalformedSegmentException.class)
                    .hasMessageStartingWith("entry:");
        }
    }

    @Test
    void aSegmentOfLargeRecordsComesBack() throws Exception {
        byte[] large = new byte[2 << 20];
        new Random(1).nextBytes(large);
        Segment segment = new Segment(LOG, 0, List.of(kept(0, null, large), kept(1, large, null)));

        assertThat(SegmentFile.read(LOG, 0, SegmentFile.write(segment))).isEqualTo(segment);
    }

    @Test
    void noFlippedByteAndNoCutChangesARecordUnnoticed() {
        List<Entry> entries = new ArrayList<>();
        for (int offset = 0; offset < 5; offset++) {
            entries.add(kept(offset, new byte[] {1}, ("value " + offset).getBytes(UTF_8)));
        }
        Segment segment = new Segment(LOG, 0, entries);
        byte[] file = SegmentFile.write(segment);
        int noticed = 0;

        for (int i = 0; i < file.length; i++) {
            byte[] cut = Arrays.copyOf(file, i);
            assertThatThrownBy(() -> SegmentFile.read(LOG, 0, cut))
                    .as("cut at %d", i)
                    .isInstanceOf(MalformedSegmentException.class);
            byte[] flipped = file.clone();
            flipped[i] ^= 1;
            try {
                assertThat(SegmentFile.read(LOG, 0, flipped)).as("byte %d", i).isEqualTo(segment);
            } catch (MalformedSegmentException _) {
                noticed++;
            }
        }
        // Zstd has a few bits, such as the window's size, that the content does not depend on.
        assertThat(noticed).isGreaterThan(file.length - 4);
    }

    @Test
    void aSegmentUnderAnotherNameIsRefused() {
        byte[] file = SegmentFile.write(new Segment(LOG, 0, List.of(kept(0, null, null))));

        assertThatThrownBy(() -> SegmentFile.read(LOG, 1, file))
                .hasMessageContaining("expected: '{\"kanitSegment\":1,\"log\":\"logs/c/t/0\"");
        assertThatThrownBy(() -> SegmentFile.read("logs/c/t/1", 0, file))
                .isInstanceOf(MalformedSegmentException.class);
    }

    private static Kept kept(long offset, byte @Nullable [] key, byte @Nullable [] value) {
        return new Kept(offset, 1_700_000_000_000L, Bytes.of(key), Bytes.of(value), List.of());
    }
}
