package dev.kanit.executor.notify;

import dev.kanit.codec.plan.NotificationPlan;
import dev.kanit.executor.notify.Progress.Standing;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/** What is known of one rollout, and what of it is due. */
final class RolloutFile {

    private static final long UNKNOWN = -1;

    private final SortedMap<String, MatterFile> matters = new TreeMap<>();
    private final Map<DeliveryKey, Progress> progress = new LinkedHashMap<>();
    private final Set<DeliveryKey> inFlight = new HashSet<>();
    private boolean isPlanKnown;
    private Optional<NotificationPlan> plan = Optional.empty();
    private Optional<Instant> waitsSince = Optional.empty();
    private Instant lookAt = Instant.MIN;
    private long alertsHeard;
    private long alertsExpected = UNKNOWN;
    private Optional<Instant> lacksAlertsSince = Optional.empty();

    void learn(Fact fact) {
        lookAt = Instant.MIN;
        switch (fact) {
            case Fact.PlanLearnt learnt -> {
                isPlanKnown = true;
                plan = learnt.plan();
                if (plan.isEmpty()) {
                    matters.clear();
                }
            }
            case Fact.Said said -> hear(said.notice());
            case Fact.AttemptBegan began -> inFlight.add(began.key());
            case Fact.AttemptEnded ended -> {
                inFlight.remove(ended.key());
                if (matters.containsKey(ended.key().matter())) {
                    progress.merge(
                            ended.key(),
                            new Progress(ended.attempt(), ended.standing(), ended.nextAttemptAt()),
                            Progress::and);
                }
            }
            case Fact.Closed closed -> alertsExpected = closed.alerts();
        }
    }

    private void hear(Notice notice) {
        boolean isAlert = notice.kind() != Notice.Kind.ACKNOWLEDGED;
        if (isPlanKnown && plan.isEmpty()) {
            alertsHeard += isAlert ? 1 : 0;
            return;
        }
        if (matters.size() >= Limits.MAX_MATTERS && !matters.containsKey(notice.matter())) {
            throw new IllegalArgumentException(
                    "matters: more than " + Limits.MAX_MATTERS + " (expected: at most that many)");
        }
        boolean isNew = matters.computeIfAbsent(notice.matter(), _ -> new MatterFile()).add(notice);
        alertsHeard += isNew && isAlert ? 1 : 0;
    }

    /** Whether nothing can follow any more. */
    boolean isDone(Instant now) {
        boolean isAtRest =
                alertsExpected != UNKNOWN
                        && isPlanKnown
                        && inFlight.isEmpty()
                        && matters.values().stream().allMatch(MatterFile::isAtRest);
        if (!isAtRest || alertsHeard >= alertsExpected) {
            return isAtRest;
        }
        lacksAlertsSince = lacksAlertsSince.or(() -> Optional.of(now));
        return lacksAlertsSince.get().plus(Limits.WAIT_FOR_ALERTS).isBefore(now);
    }

    boolean isPlanKnown() {
        return isPlanKnown;
    }

    /** Whether something may be delivered still. */
    boolean isWaiting() {
        return matters.values().stream().anyMatch(one -> !one.isAtRest());
    }

    /** Since when a plan is waited for; empty when it is known, or nothing needs it. */
    Optional<Instant> waitsForPlanSince(Instant now) {
        if (isPlanKnown || !isWaiting()) {
            return Optional.empty();
        }
        waitsSince = waitsSince.or(() -> Optional.of(now));
        return waitsSince;
    }

    /** What is to be done now. */
    List<Effect> advance(Instant now) {
        List<Effect> effects = new ArrayList<>();
        if (plan.isEmpty() || now.isBefore(lookAt)) {
            return effects;
        }
        lookAt = Instant.MAX;
        for (MatterFile matter : matters.values()) {
            advance(matter, plan.get(), now, effects);
        }
        return effects;
    }

    private void advance(
            MatterFile matter, NotificationPlan told, Instant now, List<Effect> effects) {
        Course course = Course.of(told, matter.notices(), progress, now);
        course.nextLevelAt().ifPresent(this::lookAgain);
        Set<String> waiting = new HashSet<>();
        for (Course.Due due : course.deliveries()) {
            if (!progress(due).standing().isEnd() || inFlight.contains(due.delivery().key())) {
                waiting.add(due.delivery().notice().id());
            }
        }
        Predicate<Notice> isWaiting = notice -> waiting.contains(notice.id());
        matter.bound(isWaiting);
        Set<String> busy = new HashSet<>();
        for (Course.Due due : course.deliveries()) {
            effect(matter, due, busy, now).ifPresent(effects::add);
        }
        if (waiting.isEmpty() && !course.isOpen()) {
            Set<String> gone = matter.forget();
            progress.keySet().removeIf(key -> gone.contains(key.noticeId()));
        } else {
            matter.thin(isWaiting);
            Set<String> kept = new HashSet<>();
            matters.values().forEach(one -> one.notices().forEach(notice -> kept.add(notice.id())));
            boundEarly(kept);
        }
    }

    /** A channel hears of a matter in its order, so one delivery at a time. */
    private Optional<Effect> effect(
            MatterFile matter, Course.Due due, Set<String> busy, Instant now) {
        Delivery delivery = due.delivery();
        Progress so = progress(due);
        String channel = delivery.key().channel();
        if (so.standing().isEnd()) {
            return Optional.empty();
        }
        if (inFlight.contains(delivery.key())) {
            busy.add(channel);
            return Optional.empty();
        }
        if (due.pointless().isPresent()) {
            lookAgain(now);
            return Optional.of(
                    new Effect.Settle(
                            delivery, so.attempts(), Standing.NOT_NEEDED, due.pointless().get()));
        }
        if (matter.isDropped(delivery.notice())) {
            lookAgain(now);
            return Optional.of(
                    new Effect.Settle(
                            delivery,
                            so.attempts(),
                            Standing.GAVE_UP,
                            "more than %d notices of one matter wait"
                                    .formatted(Limits.MAX_WAITING_NOTICES)));
        }
        if (!busy.add(channel)) {
            return Optional.empty();
        }
        Optional<Instant> next = so.nextAttemptAt();
        if (next.isPresent() && next.get().isAfter(now)) {
            lookAgain(next.get());
            return Optional.empty();
        }
        lookAgain(now);
        return Optional.of(new Effect.Attempt(delivery, so.attempts() + 1));
    }

    private Progress progress(Course.Due due) {
        return progress.getOrDefault(due.delivery().key(), Progress.NONE);
    }

    private void lookAgain(Instant at) {
        lookAt = at.isBefore(lookAt) ? at : lookAt;
    }

    private void boundEarly(Set<String> known) {
        long early =
                progress.keySet().stream().filter(it -> !known.contains(it.noticeId())).count();
        if (early > Limits.MAX_EARLY_ATTEMPTS) {
            progress.keySet().removeIf(key -> !known.contains(key.noticeId()));
        }
    }
}
