package dev.kanit.executor.channel;

import dev.kanit.decision.explain.Show;
import dev.kanit.executor.notify.Delivery;
import dev.kanit.executor.notify.Notice;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a delivery says, the same on every channel.
 *
 * @param subject one line: what happened and what is being done
 * @param lines below it, every number
 * @param link to the rollout, where the operator gave one
 */
public record NoticeText(String subject, List<String> lines, Optional<String> link) {

    /** Stands for the rollout's id in the operator's link. */
    public static final String ROLLOUT = "{rollout}";

    public NoticeText {
        lines = List.copyOf(lines);
    }

    /**
     * @param linkPattern an address with {@value #ROLLOUT} in it; empty for none
     */
    public static NoticeText of(Delivery delivery, String linkPattern) {
        Notice notice = delivery.notice();
        List<String> lines = new ArrayList<>();
        notice.message().lines().filter(line -> !line.isBlank()).forEach(lines::add);
        lines.add(history(delivery));
        Optional<String> link =
                linkPattern.isEmpty()
                        ? Optional.empty()
                        : Optional.of(linkPattern.replace(ROLLOUT, notice.rolloutId()));
        link.ifPresent(lines::add);
        return new NoticeText(subject(delivery), lines, link);
    }

    /** Subject and lines. */
    public String plain() {
        return subject + "\n" + String.join("\n", lines) + "\n";
    }

    /** {@code text}, shortened to at most {@code length} characters. */
    public static String cut(String text, int length) {
        return text.length() <= length ? text : text.substring(0, length - 1) + "…";
    }

    private static String subject(Delivery delivery) {
        Notice notice = delivery.notice();
        return switch (notice.kind()) {
            case RAISED ->
                    notice.loudness()
                            + (delivery.key().level() == 1
                                    ? ""
                                    : ", level "
                                            + delivery.key().level()
                                            + ", unanswered for "
                                            + between(delivery.openedAt(), delivery.dueAt()))
                            + ": "
                            + notice.title();
            case ACKNOWLEDGED ->
                    "ACKNOWLEDGED by "
                            + (notice.by().isEmpty() ? "somebody" : notice.by())
                            + ": "
                            + delivery.opening();
            case RESOLVED -> "OVER: " + notice.title();
        };
    }

    private static String history(Delivery delivery) {
        Notice notice = delivery.notice();
        String opened = "Matter " + notice.matter() + ", opened " + delivery.openedAt();
        return switch (notice.kind()) {
            case RAISED -> opened + ", not acknowledged";
            case ACKNOWLEDGED -> opened + ", acknowledged " + notice.at();
            case RESOLVED ->
                    delivery.openedAt().equals(notice.at())
                            ? "Matter " + notice.matter() + ", told " + notice.at()
                            : opened
                                    + ", over "
                                    + notice.at()
                                    + " after "
                                    + between(delivery.openedAt(), notice.at());
        };
    }

    private static String between(Instant from, Instant to) {
        long seconds = Math.max(0, Duration.between(from, to).toSeconds());
        return Show.duration(seconds * 1_000);
    }
}
