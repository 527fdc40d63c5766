package dev.kanit.executor.notify;

import dev.kanit.codec.plan.NotificationPlan.Loudness;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/** What was said of one matter and is still needed. */
final class MatterFile {

    private final TreeMap<Notice.Place, Notice> notices = new TreeMap<>();
    private final Set<String> dropped = new HashSet<>();
    private Optional<Notice.Place> forgottenUpTo = Optional.empty();

    /** Whether it is new. The alert that a decision raises says more than the decision. */
    boolean add(Notice notice) {
        boolean isOld =
                forgottenUpTo.filter(place -> place.compareTo(notice.place()) >= 0).isPresent();
        Notice there = notices.get(notice.place());
        boolean isMore =
                there == null
                        || (there.kind() == Notice.Kind.ACKNOWLEDGED
                                && notice.kind() != Notice.Kind.ACKNOWLEDGED);
        if (isOld || !isMore) {
            return false;
        }
        notices.put(notice.place(), notice);
        boundAcknowledgements();
        return true;
    }

    Collection<Notice> notices() {
        return notices.values();
    }

    boolean isDropped(Notice notice) {
        return dropped.contains(notice.id());
    }

    /** Whether no alert is left of which somebody may have to be told. */
    boolean isAtRest() {
        return notices.values().stream().noneMatch(MatterFile::isAlert);
    }

    /**
     * Lets go of everything up to its newest end, which was delivered. An acknowledgement without
     * an alert stays: its alert may be on its way, on another topic.
     *
     * @return ids of what went
     */
    Set<String> forget() {
        Optional<Notice> end =
                notices.values().stream()
                        .filter(notice -> notice.kind() == Notice.Kind.RESOLVED)
                        .max(Comparator.comparing(Notice::place));
        Set<String> gone = new HashSet<>();
        if (end.isPresent()) {
            forgottenUpTo = Optional.of(end.get().place());
            var past = notices.headMap(end.get().place(), true);
            past.values().forEach(notice -> gone.add(notice.id()));
            past.clear();
            dropped.removeAll(gone);
        }
        return gone;
    }

    /**
     * Gives up the oldest waiting notices beyond the limit; the newest critical one stays.
     *
     * @param isWaiting whether some delivery of it has not ended
     */
    void bound(Predicate<Notice> isWaiting) {
        Optional<Notice> newestCritical =
                notices.values().stream()
                        .filter(MatterFile::isCritical)
                        .max(Comparator.comparing(Notice::place));
        long waiting =
                notices.values().stream().filter(it -> !isDropped(it)).filter(isWaiting).count();
        for (Notice notice : notices.values()) {
            if (waiting <= Limits.MAX_WAITING_NOTICES) {
                break;
            }
            boolean isKept = newestCritical.isPresent() && newestCritical.get().equals(notice);
            boolean isLast = notice.equals(notices.lastEntry().getValue());
            if (!isKept && !isLast && !isDropped(notice) && isWaiting.test(notice)) {
                dropped.add(notice.id());
                waiting--;
            }
        }
    }

    /**
     * Lets go of what was told in the middle of a long matter. What opened it, the first of each
     * loudness and the newest stay: they say who hears of its end.
     */
    void thin(Predicate<Notice> isWaiting) {
        if (notices.size() <= 2 * Limits.MAX_WAITING_NOTICES) {
            return;
        }
        Set<Loudness> met = EnumSet.noneOf(Loudness.class);
        Notice newest = notices.lastEntry().getValue();
        Iterator<Notice> all = notices.values().iterator();
        while (all.hasNext()) {
            Notice notice = all.next();
            boolean isFirst = notice.kind() == Notice.Kind.RAISED && met.add(notice.loudness());
            boolean goes =
                    !isFirst
                            && !notice.equals(newest)
                            && notice.kind() == Notice.Kind.RAISED
                            && !isWaiting.test(notice);
            if (goes) {
                dropped.remove(notice.id());
                all.remove();
            }
        }
    }

    private void boundAcknowledgements() {
        long all = notices.values().stream().filter(notice -> !isAlert(notice)).count();
        if (all > Limits.MAX_WAITING_NOTICES) {
            notices.values().stream()
                    .filter(notice -> !isAlert(notice))
                    .findFirst()
                    .map(Notice::place)
                    .ifPresent(notices::remove);
        }
    }

    private static boolean isAlert(Notice notice) {
        return notice.kind() != Notice.Kind.ACKNOWLEDGED;
    }

    private static boolean isCritical(Notice notice) {
        return notice.loudness() == Loudness.CRITICAL && notice.kind() == Notice.Kind.RAISED;
    }
}
