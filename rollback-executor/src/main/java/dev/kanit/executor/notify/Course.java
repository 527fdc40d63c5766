package dev.kanit.executor.notify;

import dev.kanit.codec.plan.NotificationPlan;
import dev.kanit.codec.plan.NotificationPlan.Level;
import dev.kanit.executor.notify.Progress.Standing;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a matter's notices ask to be delivered up to now, in the order in which each channel shall
 * hear of it. Worked out anew from what was said, so it is the same before and after a restart.
 */
final class Course {

    /**
     * @param pointless why it need not be delivered any more; empty while it must
     */
    record Due(Delivery delivery, Optional<String> pointless) {

        private Due pointless(String why) {
            return pointless.isPresent() ? this : new Due(delivery, Optional.of(why));
        }
    }

    private final NotificationPlan plan;
    private final Map<DeliveryKey, Progress> progress;
    private final Instant now;

    private final List<Due> closed = new ArrayList<>();
    private final List<Due> episode = new ArrayList<>();
    private final List<Notice> unacknowledged = new ArrayList<>();
    private final Set<String> raised = new LinkedHashSet<>();
    private Optional<Notice> opening = Optional.empty();
    private Optional<Instant> nextLevelAt = Optional.empty();

    private Course(NotificationPlan plan, Map<DeliveryKey, Progress> progress, Instant now) {
        this.plan = plan;
        this.progress = progress;
        this.now = now;
    }

    /**
     * @param notices of one matter, in their order
     */
    static Course of(
            NotificationPlan plan,
            Collection<Notice> notices,
            Map<DeliveryKey, Progress> progress,
            Instant now) {
        Course course = new Course(plan, progress, now);
        notices.forEach(course::hear);
        course.escalate(Optional.empty());
        course.closed.addAll(course.episode);
        return course;
    }

    /** Everything that is, or was, to be delivered. */
    List<Due> deliveries() {
        return closed;
    }

    /** Whether the matter is not over. */
    boolean isOpen() {
        return opening.isPresent();
    }

    /** When the next level is reached if nobody answers. */
    Optional<Instant> nextLevelAt() {
        return nextLevelAt;
    }

    private void hear(Notice notice) {
        switch (notice.kind()) {
            case RAISED -> {
                opening = opening.or(() -> Optional.of(notice));
                unacknowledged.add(notice);
                raised.add(notice.id());
            }
            case ACKNOWLEDGED -> acknowledge(notice);
            case RESOLVED -> resolve(notice);
        }
    }

    private void acknowledge(Notice notice) {
        if (unacknowledged.isEmpty()) {
            return;
        }
        escalate(Optional.of(notice.at()));
        episode.replaceAll(
                due ->
                        due.delivery().endsWithAcknowledgement()
                                ? due.pointless(notice.title())
                                : due);
        told().forEach(
                        (channel, level) -> {
                            if (Delivery.hearsAcknowledgements(plan.channel(channel))) {
                                add(notice, channel, level, notice.at());
                            }
                        });
    }

    private void resolve(Notice notice) {
        SortedMap<String, Integer> channels = new TreeMap<>();
        if (opening.isPresent()) {
            escalate(Optional.of(notice.at()));
            channels.putAll(told());
            episode.replaceAll(due -> due.pointless("it was over before"));
        }
        plan.route(notice.loudness()).forEach(channel -> channels.putIfAbsent(channel, 1));
        channels.forEach((channel, level) -> add(notice, channel, level, notice.at()));
        closed.addAll(episode);
        episode.clear();
        raised.clear();
        opening = Optional.empty();
    }

    /** Channels that heard of the open matter or were to hear of it, with their lowest level. */
    private SortedMap<String, Integer> told() {
        SortedMap<String, Integer> told = new TreeMap<>();
        for (Due due : episode) {
            if (due.delivery().notice().kind() == Notice.Kind.RAISED) {
                told.merge(due.delivery().key().channel(), due.delivery().key().level(), Math::min);
            }
        }
        // What another executor delivered by its clock counts, too.
        progress.forEach(
                (key, _) -> {
                    if (raised.contains(key.noticeId())
                            && plan.channels().containsKey(key.channel())) {
                        told.merge(key.channel(), key.level(), Math::min);
                    }
                });
        return told;
    }

    /** What the notices that nobody has acknowledged ask for, until {@code end}. */
    private void escalate(Optional<Instant> end) {
        for (Notice notice : unacknowledged) {
            Set<String> channels = new LinkedHashSet<>(plan.route(notice.loudness()));
            plan.levels().stream()
                    .filter(level -> level.number() == 1 && reaches(level, notice))
                    .forEach(level -> channels.addAll(level.to()));
            channels.forEach(channel -> add(notice, channel, 1, notice.at()));
        }
        for (Level level : plan.levels()) {
            if (level.number() > 1) {
                reach(level, end);
            }
        }
        unacknowledged.clear();
    }

    private void reach(Level level, Optional<Instant> end) {
        List<Notice> loud = unacknowledged.stream().filter(it -> reaches(level, it)).toList();
        if (loud.isEmpty()) {
            return;
        }
        Instant planned = loud.getFirst().at().plus(level.after());
        boolean isEarly = end.isEmpty() && isHopeless(loud.getLast(), level.number());
        Instant reachedAt = isEarly && planned.isAfter(now) ? now : planned;
        if (end.isPresent() ? !planned.isBefore(end.get()) : reachedAt.isAfter(now)) {
            if (end.isEmpty()) {
                nextLevelAt =
                        Optional.of(nextLevelAt.filter(it -> it.isBefore(planned)).orElse(planned));
            }
            return;
        }
        for (int index = 0; index < loud.size(); index++) {
            Notice notice = loud.get(index);
            boolean isOvertaken =
                    index + 1 < loud.size() && !loud.get(index + 1).at().isAfter(reachedAt);
            if (!isOvertaken) {
                Instant due = notice.at().isAfter(reachedAt) ? notice.at() : reachedAt;
                level.to().forEach(channel -> add(notice, channel, level.number(), due));
            }
        }
    }

    /** Nobody on call can be reached below this level, so nobody waits for an answer. */
    private boolean isHopeless(Notice newest, int level) {
        List<Due> below =
                episode.stream()
                        .filter(due -> due.delivery().key().noticeId().equals(newest.id()))
                        .filter(due -> due.delivery().key().level() < level)
                        .filter(due -> due.delivery().endsWithAcknowledgement())
                        .toList();
        return !below.isEmpty()
                && below.stream()
                        .allMatch(due -> standing(due.delivery().key()) == Standing.GAVE_UP);
    }

    private Standing standing(DeliveryKey key) {
        return progress.getOrDefault(key, Progress.NONE).standing();
    }

    private static boolean reaches(Level level, Notice notice) {
        return notice.loudness().compareTo(level.from()) >= 0;
    }

    private void add(Notice notice, String channel, int level, Instant dueAt) {
        Notice first = opening.orElse(notice);
        Delivery delivery =
                new Delivery(
                        new DeliveryKey(
                                notice.rolloutId(), notice.matter(), notice.id(), channel, level),
                        plan.channel(channel),
                        notice,
                        first.loudness(),
                        first.at(),
                        first.title(),
                        dueAt);
        episode.add(new Due(delivery, Optional.empty()));
    }
}
