package dev.kanit.codec.plan;

import java.util.List;

/**
 * What the collector needs of a plan.
 *
 * @param source where to ask
 * @param queries one per signal, in the plan's order
 */
public record CollectionPlan(Source source, List<SignalQuery> queries) {

    public CollectionPlan {
        queries = List.copyOf(queries);
    }
}
