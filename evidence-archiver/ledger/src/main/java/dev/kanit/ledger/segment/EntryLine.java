package dev.kanit.ledger.segment;

import dev.kanit.ledger.segment.Entry.Bytes;
import dev.kanit.ledger.segment.Entry.Gap;
import dev.kanit.ledger.segment.Entry.Header;
import dev.kanit.ledger.segment.Entry.Kept;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One entry as one line of JSON with a fixed order of keys. Bytes and names are Base64, so a line
 * has one spelling only and needs no escapes.
 */
final class EntryLine {

    private static final String BYTES = "(null|\"[A-Za-z0-9+/=]*\")";
    private static final String HEADER = "\\[\"([A-Za-z0-9+/=]*)\"," + BYTES + "\\]";
    private static final Pattern KEPT =
            Pattern.compile(
                    "\\{\"offset\":(\\d{1,19}),\"timestampMillis\":(-?\\d{1,19}),\"key\":"
                            + BYTES
                            + ",\"value\":"
                            + BYTES
                            + ",\"headers\":\\[(.*)]}");
    private static final Pattern ONE_HEADER = Pattern.compile("\\G,?" + HEADER);
    private static final Pattern GAP =
            Pattern.compile(
                    "\\{\"gapFrom\":(\\d{1,19}),\"gapTo\":(\\d{1,19}),\"reason\":\"([A-Za-z0-9+/=]*)\"}");

    private EntryLine() {}

    static String write(Entry entry) {
        return switch (entry) {
            case Kept kept -> {
                StringBuilder line = new StringBuilder(256);
                line.append("{\"offset\":").append(kept.offset());
                line.append(",\"timestampMillis\":").append(kept.timestampMillis());
                line.append(",\"key\":").append(encode(kept.key()));
                line.append(",\"value\":").append(encode(kept.value()));
                line.append(",\"headers\":[");
                for (int i = 0; i < kept.headers().size(); i++) {
                    Header header = kept.headers().get(i);
                    line.append(i == 0 ? "[\"" : ",[\"").append(encode(header.name()));
                    line.append("\",").append(encode(header.value())).append(']');
                }
                yield line.append("]}").toString();
            }
            case Gap(long first, long next, String reason) ->
                    "{\"gapFrom\":%d,\"gapTo\":%d,\"reason\":\"%s\"}"
                            .formatted(first, next, encode(reason));
        };
    }

    /**
     * @throws MalformedSegmentException when the line is not one that {@link #write} writes
     */
    static Entry read(String line) throws MalformedSegmentException {
        try {
            Matcher kept = KEPT.matcher(line);
            if (kept.matches()) {
                return new Kept(
                        Long.parseLong(kept.group(1)),
                        Long.parseLong(kept.group(2)),
                        decode(kept.group(3)),
                        decode(kept.group(4)),
                        headers(kept.group(5)));
            }
            Matcher gap = GAP.matcher(line);
            if (gap.matches()) {
                return new Gap(
                        Long.parseLong(gap.group(1)),
                        Long.parseLong(gap.group(2)),
                        text(gap.group(3)));
            }
        } catch (IllegalArgumentException broken) {
            throw new MalformedSegmentException("entry: " + broken.getMessage(), broken);
        }
        throw new MalformedSegmentException(
                "entry: '%s' (expected: a record or a gap)"
                        .formatted(line.substring(0, Math.min(line.length(), 80))));
    }

    private static List<Header> headers(String text) throws MalformedSegmentException {
        List<Header> headers = new ArrayList<>();
        Matcher header = ONE_HEADER.matcher(text);
        int end = 0;
        while (header.find()) {
            headers.add(new Header(text(header.group(1)), decode(header.group(2))));
            end = header.end();
        }
        if (end != text.length()) {
            throw new MalformedSegmentException("headers: unreadable from character " + end);
        }
        return headers;
    }

    private static String encode(Optional<Bytes> bytes) {
        return bytes.map(some -> '"' + base64(some.toArray()) + '"').orElse("null");
    }

    private static String encode(String text) {
        return base64(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    private static Optional<Bytes> decode(String text) {
        return text.equals("null")
                ? Optional.empty()
                : Bytes.of(Base64.getDecoder().decode(text.substring(1, text.length() - 1)));
    }

    private static String text(String base64) {
        return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
    }
}
