package dev.kanit.collector.wiring;

import dev.kanit.codec.plan.CollectionPlan;
import java.util.function.Function;

/** Reads a plan's text; a type of its own, so that a context can tell it from other functions. */
@FunctionalInterface
public interface PlanReader extends Function<String, CollectionPlan> {}
