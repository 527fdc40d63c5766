package dev.kanit.codec.run;

import dev.kanit.schemas.TopicCatalogue;
import dev.kanit.wire.TopicCount;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a closed rollout consisted of: how many records of each topic, its last decision and alerts
 * included. Whoever holds fewer holds less than all.
 */
final class Closings {

    private Closings() {}

    static List<TopicCount> of(RolloutRun run, int alertsFollow) {
        List<TopicCount> counts = new ArrayList<>();
        for (int topic = 0; topic < InputTrail.TOPICS.size(); topic++) {
            String name = InputTrail.TOPICS.get(topic);
            // Ticks are said and consumed, and counted where they are consumed: a replay sees that.
            counts.add(count(name, run.trail().consumed(topic)));
        }
        for (int topic = 0; topic < OutputChain.TOPICS.size(); topic++) {
            String name = OutputChain.TOPICS.get(topic);
            long said = run.chain().said(topic);
            switch (name) {
                case TopicCatalogue.DECISIONS -> counts.add(count(name, said + 1));
                case TopicCatalogue.ALERTS -> counts.add(count(name, said + alertsFollow));
                default -> {}
            }
        }
        return counts;
    }

    /** As the header says it; empty when the rollout is not closed. */
    static String inWords(@Nullable List<TopicCount> closing) {
        return closing == null
                ? ""
                : closing.stream()
                        .map(one -> one.getTopic() + "=" + one.getCount())
                        .collect(Collectors.joining(","));
    }

    private static TopicCount count(String topic, long count) {
        return TopicCount.newBuilder().setTopic(topic).setCount(count).build();
    }
}
