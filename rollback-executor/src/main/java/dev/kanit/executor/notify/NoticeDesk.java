package dev.kanit.executor.notify;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Who is to be told what, of the rollouts of one partition. Facts change it, time alone makes
 * effects due; whoever carries an effect out says when it began and how it ended. Used by one
 * thread.
 */
public final class NoticeDesk {

    /** How long notices wait for the plan of their rollout. */
    public static final Duration WAIT_FOR_PLAN = Duration.ofMinutes(10);

    private final int maxRollouts;

    /** The one that was heard of last is last. */
    private final LinkedHashMap<String, RolloutFile> rollouts =
            new LinkedHashMap<>(16, 0.75f, true);

    private final List<String> forgotten = new ArrayList<>();

    public NoticeDesk() {
        this(Limits.MAX_ROLLOUTS);
    }

    NoticeDesk(int maxRollouts) {
        this.maxRollouts = maxRollouts;
    }

    /**
     * Takes what arrived. Attempts and closings of rollouts that are not held mean nothing here:
     * those are done with.
     *
     * @throws IllegalArgumentException when a rollout has more matters than {@link
     *     Limits#MAX_MATTERS}
     */
    public void learn(Fact fact) {
        switch (fact) {
            case Fact.PlanLearnt _, Fact.Said _ -> open(fact.rolloutId()).learn(fact);
            case Fact.AttemptBegan _, Fact.AttemptEnded _, Fact.Closed _ -> {
                RolloutFile held = rollouts.get(fact.rolloutId());
                if (held != null) {
                    held.learn(fact);
                }
            }
        }
    }

    /**
     * What is to be done now, in the order in which each channel shall hear of it. An effect is
     * returned again until its begin or its end was learnt.
     */
    public List<Effect> advance(Instant now) {
        List<Effect> effects = new ArrayList<>();
        Iterator<Map.Entry<String, RolloutFile>> all = rollouts.entrySet().iterator();
        while (all.hasNext()) {
            Map.Entry<String, RolloutFile> one = all.next();
            effects.addAll(one.getValue().advance(now));
            Optional<Instant> since = one.getValue().waitsForPlanSince(now);
            if (since.isPresent() && since.get().plus(WAIT_FOR_PLAN).isBefore(now)) {
                forgotten.add(one.getKey() + ": its plan did not come");
                all.remove();
            } else if (one.getValue().isDone(now)) {
                all.remove();
            }
        }
        return effects;
    }

    /**
     * Lets go of rollouts whose plan is not known although all that was there has been read:
     * whoever committed that their beginning is not needed was done with them.
     */
    public void forgetUnplanned() {
        rollouts.values().removeIf(one -> !one.isPlanKnown());
    }

    /** Whether something of this rollout may still have to be told. */
    public boolean holds(String rolloutId) {
        return rollouts.containsKey(rolloutId);
    }

    /** Rollouts that it knows. */
    public int size() {
        return rollouts.size();
    }

    /** What was let go of without being told, since this was asked last; to be said aloud. */
    public List<String> takeForgotten() {
        List<String> taken = List.copyOf(forgotten);
        forgotten.clear();
        return taken;
    }

    private RolloutFile open(String rolloutId) {
        RolloutFile held = rollouts.get(rolloutId);
        if (held != null) {
            return held;
        }
        if (rollouts.size() >= maxRollouts) {
            forgetOne();
        }
        RolloutFile opened = new RolloutFile();
        rollouts.put(rolloutId, opened);
        return opened;
    }

    private void forgetOne() {
        String longestSilent = rollouts.firstEntry().getKey();
        String victim =
                rollouts.entrySet().stream()
                        .filter(one -> !one.getValue().isWaiting())
                        .map(Map.Entry::getKey)
                        .findFirst()
                        .orElse(longestSilent);
        rollouts.remove(victim);
        forgotten.add(victim + ": more than " + maxRollouts + " rollouts");
    }
}
