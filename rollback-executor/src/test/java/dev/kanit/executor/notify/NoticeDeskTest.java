package dev.kanit.executor.notify;

import static dev.kanit.executor.notify.Plans.START;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kanit.codec.plan.NotificationChannel;
import dev.kanit.codec.plan.NotificationPlan.Loudness;
import dev.kanit.executor.notify.AttemptResult.Later;
import dev.kanit.executor.notify.AttemptResult.Refused;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Who is told what, and when. */
final class NoticeDeskTest {

    private static final Instant ACK_BEFORE_LEVEL_TWO = START.plus(Duration.ofMinutes(14));

    private final Told told = new Told();

    @Test
    void rollbackIsToldAtOnceAndEscalatesAfterFifteenAndThirtyMinutes() {
        told.said(Plans.raised(7, Loudness.CRITICAL, START)).at(START);
        assertThat(told.take())
                .containsExactlyInAnyOrder(
                        "chat 1 RAISED DELIVERED",
                        "status 1 RAISED DELIVERED",
                        "pager 1 RAISED DELIVERED");

        assertThat(told.at(after(Duration.ofMillis(899_999))).take()).isEmpty();
        assertThat(told.at(after(Duration.ofMinutes(15))).take())
                .containsExactly("second 2 RAISED DELIVERED");
        assertThat(told.at(after(Duration.ofMinutes(29))).take()).isEmpty();
        assertThat(told.at(after(Duration.ofMinutes(30))).take())
                .containsExactly("boss 3 RAISED DELIVERED");
        assertThat(told.at(after(Duration.ofHours(20))).take()).isEmpty();
    }

    @Test
    void acknowledgementEndsTheEscalationAndIsToldToThoseWhoWork() {
        told.said(Plans.raised(7, Loudness.CRITICAL, START)).at(START).take();

        told.said(Plans.acknowledged(8, ACK_BEFORE_LEVEL_TWO)).at(after(Duration.ofMinutes(16)));

        assertThat(told.take())
                .containsExactlyInAnyOrder(
                        "chat 1 ACKNOWLEDGED DELIVERED", "pager 1 ACKNOWLEDGED DELIVERED");
        assertThat(told.at(after(Duration.ofHours(2))).take()).isEmpty();
    }

    @Test
    void acknowledgementThatIsReadBeforeItsAlertIsNotForgotten() {
        told.said(Plans.acknowledged(8, after(Duration.ofMinutes(1))))
                .at(after(Duration.ofMinutes(1)));

        told.said(Plans.raised(7, Loudness.CRITICAL, START)).at(after(Duration.ofMinutes(20)));

        assertThat(told.take())
                .containsExactlyInAnyOrder(
                        "chat 1 RAISED NOT_NEEDED",
                        "pager 1 RAISED NOT_NEEDED",
                        "status 1 RAISED DELIVERED",
                        "chat 1 ACKNOWLEDGED DELIVERED",
                        "pager 1 ACKNOWLEDGED DELIVERED");
    }

    @Test
    void failureAfterAnAcknowledgementStartsTheEscalationAnew() {
        told.said(Plans.raised(7, Loudness.CRITICAL, START))
                .said(Plans.acknowledged(8, after(Duration.ofMinutes(1))))
                .at(after(Duration.ofMinutes(2)))
                .take();
        Instant failed = after(Duration.ofMinutes(5));

        told.said(Plans.raised(9, Loudness.CRITICAL, failed)).at(failed);

        assertThat(told.take())
                .containsExactlyInAnyOrder(
                        "chat 1 RAISED DELIVERED",
                        "status 1 RAISED DELIVERED",
                        "pager 1 RAISED DELIVERED");
        assertThat(told.at(failed.plus(Duration.ofMinutes(15))).take())
                .containsExactly("second 2 RAISED DELIVERED");
    }

    @Test
    void failedRollbackStaysOpenThroughEveryLevelUntilAPersonClosesIt() {
        told.said(Plans.raised(7, Loudness.CRITICAL, START))
                .said(Plans.raised(8, Loudness.CRITICAL, after(Duration.ofMinutes(5))))
                .at(after(Duration.ofMinutes(40)));
        assertThat(told.take())
                .contains("second 2 RAISED DELIVERED", "boss 3 RAISED DELIVERED")
                .filteredOn(line -> line.startsWith("second"))
                .hasSize(1);
        told.desk.learn(new Fact.Closed(Plans.ROLLOUT, 3));
        told.at(after(Duration.ofDays(3)));
        assertThat(told.desk.holds(Plans.ROLLOUT)).isTrue();

        told.said(Plans.resolved(9, after(Duration.ofDays(3)))).at(after(Duration.ofDays(3)));

        assertThat(told.take())
                .containsExactlyInAnyOrder(
                        "chat 1 RESOLVED DELIVERED",
                        "status 1 RESOLVED DELIVERED",
                        "pager 1 RESOLVED DELIVERED",
                        "second 2 RESOLVED DELIVERED",
                        "boss 3 RESOLVED DELIVERED");
        assertThat(told.desk.holds(Plans.ROLLOUT)).isFalse();
    }

    @Test
    void recoveryGoesToEveryChannelThatWasToBeTold() {
        told.receivers =
                delivery ->
                        delivery.channel() instanceof NotificationChannel.Slack
                                ? new Later("no answer")
                                : new AttemptResult.Delivered("ok");
        told.said(Plans.raised(7, Loudness.CRITICAL, START)).at(START).take();
        told.receivers = _ -> new AttemptResult.Delivered("ok");

        told.said(Plans.resolved(8, after(Duration.ofSeconds(1)))).at(after(Duration.ofHours(1)));

        assertThat(told.take())
                .containsExactlyInAnyOrder(
                        "chat 1 RAISED NOT_NEEDED",
                        "chat 1 RESOLVED DELIVERED",
                        "status 1 RESOLVED DELIVERED",
                        "pager 1 RESOLVED DELIVERED");
    }

    @Test
    void holdIsToldToItsRouteAndNobodyIsWokenLater() {
        told.said(Plans.raised(7, Loudness.WARNING, START)).at(START);
        assertThat(told.take()).containsExactly("chat 1 RAISED DELIVERED");
        assertThat(told.at(after(Duration.ofHours(1))).take()).isEmpty();
    }

    @Test
    void whereNobodyCanBeReachedTheNextLevelDoesNotWait() {
        told.receivers =
                delivery ->
                        delivery.key().level() == 1
                                ? new Refused("404 no_service")
                                : new AttemptResult.Delivered("ok");
        told.said(Plans.raised(7, Loudness.CRITICAL, START)).at(START);

        assertThat(told.take())
                .contains(
                        "chat 1 RAISED GAVE_UP",
                        "pager 1 RAISED GAVE_UP",
                        "second 2 RAISED DELIVERED")
                .doesNotContain("boss 3 RAISED DELIVERED");
    }

    @Test
    void receiverThatIsAwayForHoursIsTriedAgainAndThenHearsEverythingInItsOrder() {
        told.receivers = _ -> new Later("503");
        told.said(Plans.raised(7, Loudness.WARNING, START)).at(START);
        told.said(Plans.raised(8, Loudness.WARNING, after(Duration.ofMinutes(1))));
        IntStream.range(0, 5 * 60).forEach(minute -> told.at(after(Duration.ofMinutes(minute))));
        List<String> failures = told.take();
        assertThat(failures).containsOnly("chat 1 RAISED FAILED").hasSizeBetween(30, 60);

        told.receivers = _ -> new AttemptResult.Delivered("ok");
        told.at(after(Duration.ofHours(6)));

        assertThat(told.log.subList(told.log.size() - 2, told.log.size()))
                .extracting(ended -> ended.key().noticeId())
                .containsExactly("shop-1/7", "shop-1/8");
    }

    @Test
    void receiverThatNeverComesBackIsGivenUpAfterADay() {
        told.receivers = _ -> new Later("503");
        told.said(Plans.raised(7, Loudness.WARNING, START));
        IntStream.range(0, 30 * 60).forEach(minute -> told.at(after(Duration.ofMinutes(minute))));
        assertThat(told.take()).last().isEqualTo("chat 1 RAISED GAVE_UP");
        assertThat(told.log.size()).isLessThanOrEqualTo(Limits.MAX_ATTEMPTS);
    }

    @Test
    void statusPageIsTriedOftenEnoughToKeepItsFiveMinutesAndHearsOfWhatWasAcknowledged() {
        told.receivers = _ -> new Later("503");
        told.said(Plans.raised(7, Loudness.CRITICAL, START))
                .said(Plans.acknowledged(8, after(Duration.ofSeconds(10))));
        IntStream.range(0, 300).forEach(second -> told.at(after(Duration.ofSeconds(second))));
        List<String> all = told.take();
        assertThat(all)
                .contains("pager 1 RAISED NOT_NEEDED")
                .filteredOn(line -> line.startsWith("status"))
                .containsOnly("status 1 RAISED FAILED")
                .hasSizeGreaterThanOrEqualTo(8);
    }

    @Test
    void pauseThatTheReceiverAsksForIsKeptUpToAnHour() {
        told.receivers = _ -> new Later("429", Optional.of(Duration.ofMinutes(20)));
        told.said(Plans.raised(7, Loudness.WARNING, START)).at(START);
        assertThat(told.log.getLast().nextAttemptAt()).hasValue(after(Duration.ofMinutes(20)));

        Told patient = new Told();
        patient.receivers = _ -> new Later("429", Optional.of(Duration.ofDays(9)));
        patient.said(Plans.raised(7, Loudness.WARNING, START)).at(START);
        assertThat(patient.log.getLast().nextAttemptAt()).hasValue(after(Duration.ofHours(1)));
    }

    @Test
    void newestCriticalIsNeverDropped() {
        told.receivers = _ -> new Later("503");
        told.said(Plans.raised(1, Loudness.CRITICAL, START));
        told.said(Plans.raised(2, Loudness.CRITICAL, START));
        for (int sequence = 3; sequence < 100; sequence++) {
            told.said(Plans.raised(sequence, Loudness.WARNING, START));
        }
        told.at(START).at(after(Duration.ofSeconds(3)));
        List<String> dropped =
                told.log.stream()
                        .filter(ended -> ended.standing() == Progress.Standing.GAVE_UP)
                        .map(ended -> ended.key().noticeId())
                        .distinct()
                        .toList();
        assertThat(dropped).hasSize(99 - Limits.MAX_WAITING_NOTICES).contains("shop-1/1");
        assertThat(dropped).doesNotContain("shop-1/2", "shop-1/99");
    }

    @Test
    void planThatTellsNobodyCostsNothingAndIsForgottenWhenItsRolloutIsClosed() {
        NoticeDesk desk = new NoticeDesk();
        desk.learn(new Fact.PlanLearnt(Plans.ROLLOUT, Optional.empty()));
        desk.learn(new Fact.Said(Plans.raised(7, Loudness.CRITICAL, START)));
        assertThat(desk.advance(START)).isEmpty();
        assertThat(desk.holds(Plans.ROLLOUT)).isTrue();

        desk.learn(new Fact.Closed(Plans.ROLLOUT, 1));
        desk.advance(START);

        assertThat(desk.size()).isZero();
    }

    @Test
    void alertWhosePlanDoesNotComeIsSaidToBeUntold() {
        NoticeDesk desk = new NoticeDesk();
        desk.learn(new Fact.Said(Plans.raised(7, Loudness.CRITICAL, START)));
        desk.advance(START);
        assertThat(desk.takeForgotten()).isEmpty();

        desk.advance(START.plus(NoticeDesk.WAIT_FOR_PLAN).plusMillis(1));

        assertThat(desk.takeForgotten()).containsExactly("shop-1: its plan did not come");
        assertThat(desk.size()).isZero();
    }

    @Test
    void oneRolloutTooManyCostsTheOneThatHasNothingToSay() {
        NoticeDesk desk = new NoticeDesk(2);
        desk.learn(new Fact.PlanLearnt("busy", Optional.of(Plans.telling())));
        desk.learn(new Fact.Said(raisedOf("busy")));
        desk.learn(new Fact.PlanLearnt("idle", Optional.of(Plans.telling())));

        desk.learn(new Fact.PlanLearnt("third", Optional.of(Plans.telling())));

        assertThat(desk.holds("busy")).isTrue();
        assertThat(desk.takeForgotten()).containsExactly("idle: more than 2 rollouts");
    }

    @Test
    void factsMayComeInAnyOrderAndTwice() {
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact.PlanLearnt(Plans.ROLLOUT, Optional.of(Plans.telling())));
        facts.add(new Fact.Said(Plans.raised(7, Loudness.CRITICAL, START)));
        facts.add(new Fact.Said(Plans.acknowledged(8, ACK_BEFORE_LEVEL_TWO)));
        facts.add(new Fact.Said(Plans.resolved(9, after(Duration.ofMinutes(20)))));
        List<String> inOrder = outcome(facts);
        java.util.Collections.reverse(facts);
        facts.addAll(List.copyOf(facts));

        assertThat(outcome(facts)).isEqualTo(inOrder);
    }

    private static Notice raisedOf(String rollout) {
        return new Notice(
                rollout,
                rollout + "/1",
                Notice.Place.of(rollout, rollout + "/1"),
                rollout + "/hold",
                Notice.Kind.RAISED,
                Loudness.WARNING,
                START,
                "title",
                "",
                "",
                "",
                "");
    }

    private static List<String> outcome(List<Fact> facts) {
        Told fresh = new Told();
        facts.forEach(fresh.desk::learn);
        return fresh.at(after(Duration.ofMinutes(21))).take();
    }

    private static Instant after(Duration time) {
        return START.plus(time);
    }
}
