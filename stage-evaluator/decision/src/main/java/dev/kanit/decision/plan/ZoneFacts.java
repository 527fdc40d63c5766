package dev.kanit.decision.plan;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a rollout goes by of a time zone: its offset, and its changes near the rollout. Time zone
 * data differ from one JDK to the next; these facts are part of the rollout, so that a replay
 * anywhere sees the same wall clock.
 *
 * @param baseSeconds offset from UTC before the first shift
 * @param shifts in rising order, at most {@value #MAX_SHIFTS}
 */
public record ZoneFacts(int baseSeconds, List<Shift> shifts) {

    public static final int MAX_SHIFTS = 8;

    private static final Duration BEFORE = Duration.ofDays(8);
    private static final Duration AFTER = Duration.ofDays(400);
    private static final int MAX_OFFSET_SECONDS = 18 * 3600;

    /**
     * The clock changes.
     *
     * @param atSeconds epoch seconds
     * @param offsetSeconds from UTC, from then on
     */
    public record Shift(long atSeconds, int offsetSeconds) {}

    public ZoneFacts {
        shifts = List.copyOf(shifts);
        if (shifts.size() > MAX_SHIFTS) {
            throw new IllegalArgumentException(
                    "shifts: " + shifts.size() + " (expected: <= " + MAX_SHIFTS + ")");
        }
    }

    /** As this JDK knows the zone, for a rollout that starts at this time. */
    public static ZoneFacts of(String zone, long startMillis) {
        ZoneRules rules = ZoneId.of(zone).getRules();
        Instant first = Instant.ofEpochMilli(startMillis).minus(BEFORE);
        Instant last = Instant.ofEpochMilli(startMillis).plus(AFTER);
        List<Shift> shifts = new ArrayList<>();
        ZoneOffsetTransition next = rules.nextTransition(first);
        while (next != null && next.getInstant().isBefore(last) && shifts.size() < MAX_SHIFTS) {
            shifts.add(new Shift(next.toEpochSecond(), next.getOffsetAfter().getTotalSeconds()));
            next = rules.nextTransition(next.getInstant());
        }
        return new ZoneFacts(rules.getOffset(first).getTotalSeconds(), shifts);
    }

    /** What {@link #text()} wrote; empty for anything else. */
    public static Optional<ZoneFacts> parse(String text) {
        String[] parts = text.split(" ");
        if (parts.length > MAX_SHIFTS + 1) {
            return Optional.empty();
        }
        try {
            int base = offset(parts[0]);
            List<Shift> shifts = new ArrayList<>();
            for (int part = 1; part < parts.length; part++) {
                int colon = parts[part].indexOf(':');
                shifts.add(
                        new Shift(
                                Long.parseLong(parts[part].substring(0, colon)),
                                offset(parts[part].substring(colon + 1))));
            }
            return Optional.of(new ZoneFacts(base, shifts));
        } catch (NumberFormatException | StringIndexOutOfBoundsException malformed) {
            return Optional.empty();
        }
    }

    private static int offset(String text) {
        int seconds = Integer.parseInt(text);
        if (Math.abs(seconds) > MAX_OFFSET_SECONDS) {
            throw new NumberFormatException("offset: " + seconds + " s (expected: within 18 h)");
        }
        return seconds;
    }

    /** For the command that starts the rollout: {@code 10800 1700000000:7200}. */
    public String text() {
        StringBuilder text = new StringBuilder().append(baseSeconds);
        for (Shift shift : shifts) {
            text.append(' ').append(shift.atSeconds()).append(':').append(shift.offsetSeconds());
        }
        return text.toString();
    }

    /** The wall clock at a time. */
    public LocalDateTime local(long millis) {
        long seconds = Math.floorDiv(millis, 1000L);
        int offset = baseSeconds;
        for (Shift shift : shifts) {
            if (shift.atSeconds() <= seconds) {
                offset = shift.offsetSeconds();
            }
        }
        return LocalDateTime.ofEpochSecond(
                seconds, (int) Math.floorMod(millis, 1000L) * 1_000_000, utc(offset));
    }

    private static ZoneOffset utc(int seconds) {
        return ZoneOffset.ofTotalSeconds(seconds);
    }

    /** Whether clocks change in the week, Monday to Sunday, of this date. */
    public boolean isClockChangeWeek(LocalDate date) {
        LocalDate monday = date.with(DayOfWeek.MONDAY);
        for (Shift shift : shifts) {
            LocalDate changed = local(shift.atSeconds() * 1000).toLocalDate();
            if (changed.with(DayOfWeek.MONDAY).equals(monday)) {
                return true;
            }
        }
        return false;
    }
}
