package dev.kanit.decision.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

final class FreezeCalendarTest {

    private static final List<DayOfWeek> WEEKDAYS = List.of(DayOfWeek.values()).subList(0, 5);
    private static final FreezeWindow MARKET =
            new FreezeWindow(
                    "market-hours",
                    false,
                    WEEKDAYS,
                    LocalTime.of(9, 30),
                    LocalTime.of(18, 0),
                    false,
                    List.of("schema"));
    private static final FreezeWindow DST =
            new FreezeWindow(
                    "dst-week",
                    true,
                    List.of(DayOfWeek.values()),
                    LocalTime.of(6, 0),
                    LocalTime.of(10, 0),
                    true,
                    List.of());
    private static final FreezeWindow NIGHT =
            new FreezeWindow(
                    "friday-night",
                    false,
                    List.of(DayOfWeek.FRIDAY),
                    LocalTime.of(20, 0),
                    LocalTime.of(6, 0),
                    false,
                    List.of());

    @Test
    void marketHoursFreezeWhatTheyBlockByTheZonesWallClock() {
        assertThat(open("Europe/Istanbul", "schema", "2026-11-18T06:30:00Z", MARKET)).isPresent();
        assertThat(open("Europe/Istanbul", "schema", "2026-11-18T06:29:59Z", MARKET)).isEmpty();
        assertThat(open("Europe/Istanbul", "schema", "2026-11-18T15:00:00Z", MARKET)).isEmpty();
        assertThat(open("Europe/Istanbul", "application", "2026-11-18T06:30:00Z", MARKET))
                .isEmpty();
        assertThat(open("Europe/Istanbul", "schema", "2026-11-21T06:30:00Z", MARKET))
                .as("a Saturday")
                .isEmpty();
    }

    @Test
    void weekInWhichClocksChangeAllowsItsHoursOnly() {
        assertThat(open("Europe/Berlin", "application", "2026-03-24T04:00:00Z", DST)).isPresent();
        assertThat(open("Europe/Berlin", "application", "2026-03-24T05:30:00Z", DST)).isEmpty();
        assertThat(open("Europe/Berlin", "hotfix", "2026-03-24T04:00:00Z", DST)).isEmpty();
        assertThat(open("Europe/Berlin", "application", "2026-03-31T04:00:00Z", DST)).isEmpty();
        assertThat(open("Europe/Istanbul", "application", "2026-03-24T04:00:00Z", DST))
                .as("no clock has changed there since 2016")
                .isEmpty();
    }

    @Test
    void windowOverMidnightLastsIntoTheNextDay() {
        assertThat(open("UTC", "application", "2026-11-21T05:59:00Z", NIGHT)).isPresent();
        assertThat(open("UTC", "application", "2026-11-21T06:00:00Z", NIGHT)).isEmpty();
        assertThat(open("UTC", "application", "2026-11-20T19:59:00Z", NIGHT)).isEmpty();
    }

    @Test
    void nextChangeIsTheNextEdgeOfAWindow() {
        long now = Instant.parse("2026-11-18T05:00:00Z").toEpochMilli();
        ZoneFacts zone = ZoneFacts.of("Europe/Istanbul", now);
        assertThat(FreezeCalendar.nextChange(plan("Europe/Istanbul", MARKET), "schema", zone, now))
                .contains(Instant.parse("2026-11-18T06:30:00Z").toEpochMilli());
        assertThat(FreezeCalendar.nextChange(plan("Europe/Istanbul", MARKET), "hotfix", zone, now))
                .isEmpty();
    }

    @Test
    void zoneFactsSurviveTheirText() {
        long now = Instant.parse("2026-03-24T05:00:00Z").toEpochMilli();
        ZoneFacts berlin = ZoneFacts.of("Europe/Berlin", now);
        assertThat(berlin.shifts()).isNotEmpty();
        assertThat(ZoneFacts.parse(berlin.text())).contains(berlin);
        assertThat(ZoneFacts.parse("")).isEmpty();
        assertThat(ZoneFacts.parse("3600 nonsense")).isEmpty();
        assertThat(ZoneFacts.parse("999999")).isEmpty();
    }

    private static Optional<FreezeWindow> open(
            String zone, String change, String at, FreezeWindow window) {
        long millis = Instant.parse(at).toEpochMilli();
        return FreezeCalendar.open(plan(zone, window), change, ZoneFacts.of(zone, millis), millis);
    }

    private static FreezePlan plan(String zone, FreezeWindow window) {
        return new FreezePlan(
                Duration.ZERO,
                Duration.ZERO,
                zone,
                List.of("hotfix"),
                List.of(window),
                OptionalDouble.empty());
    }
}
