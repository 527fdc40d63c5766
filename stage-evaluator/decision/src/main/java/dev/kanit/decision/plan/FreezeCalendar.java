package dev.kanit.decision.plan;

import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Optional;

/** Which of a plan's freeze windows is open for a kind of change. Pure: time is an argument. */
public final class FreezeCalendar {

    /** How finely, and how far ahead, the next change of a window is looked for. */
    private static final long MINUTE_MILLIS = 60_000;

    private static final int DAYS_AHEAD = 8;

    private FreezeCalendar() {}

    /** The window that freezes a change at a time; empty when none does. */
    public static Optional<FreezeWindow> open(
            FreezePlan plan, String change, ZoneFacts zone, long millis) {
        LocalDateTime local = zone.local(millis);
        return plan.windows().stream()
                .filter(window -> window.concerns(change, plan.allow()))
                .filter(window -> isOpen(window, zone, local))
                .findFirst();
    }

    /**
     * The next time, on a full minute, at which a window opens or closes; empty when none does
     * within {@value #DAYS_AHEAD} days.
     */
    public static Optional<Long> nextChange(
            FreezePlan plan, String change, ZoneFacts zone, long millis) {
        Optional<Long> next = Optional.empty();
        LocalDate today = zone.local(millis).toLocalDate();
        for (FreezeWindow window : plan.windows()) {
            if (window.concerns(change, plan.allow())) {
                for (int day = 0; day <= DAYS_AHEAD; day++) {
                    LocalDate date = today.plusDays(day);
                    next = earlier(next, edge(zone, date.atStartOfDay(), millis), millis);
                    next = earlier(next, edge(zone, date.atTime(window.from()), millis), millis);
                    next = earlier(next, edge(zone, date.atTime(window.to()), millis), millis);
                }
            }
        }
        return next;
    }

    /** When the wall clock shows a time, or has just jumped over it. */
    private static long edge(ZoneFacts zone, LocalDateTime wanted, long nearMillis) {
        long guess = nearMillis + Duration.between(zone.local(nearMillis), wanted).toMillis();
        long corrected = guess + Duration.between(zone.local(guess), wanted).toMillis();
        return Math.ceilDiv(corrected, MINUTE_MILLIS) * MINUTE_MILLIS;
    }

    private static Optional<Long> earlier(Optional<Long> best, long candidate, long millis) {
        return candidate > millis && (best.isEmpty() || candidate < best.get())
                ? Optional.of(candidate)
                : best;
    }

    private static boolean isOpen(FreezeWindow window, ZoneFacts zone, LocalDateTime local) {
        if (window.clockChangeWeek() && !zone.isClockChangeWeek(local.toLocalDate())) {
            return false;
        }
        boolean within =
                covers(window, local.toLocalDate(), local)
                        || covers(window, local.toLocalDate().minusDays(1), local);
        return within != window.only();
    }

    private static boolean covers(FreezeWindow window, LocalDate begins, LocalDateTime local) {
        if (!window.days().contains(begins.getDayOfWeek())) {
            return false;
        }
        LocalDateTime from = begins.atTime(window.from());
        boolean overnight = !window.to().isAfter(window.from());
        LocalDateTime to = (overnight ? begins.plusDays(1) : begins).atTime(window.to());
        return !local.isBefore(from) && local.isBefore(to);
    }
}
