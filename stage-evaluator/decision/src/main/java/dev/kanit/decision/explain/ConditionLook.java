package dev.kanit.decision.explain;

/**
 * One condition of one trigger and what was made of it.
 *
 * @param rule the trigger's name
 * @param condition as the plan spells it
 * @param value left side in {@code unit}; NaN when unknown
 * @param limit right side in {@code unit}; NaN when unknown
 * @param windowMillis window of the left side; 0 for the newest reading
 * @param samples events behind the value; -1 when not asked for
 * @param baseline in {@code unit}; NaN when unknown
 * @param heldMillis how long the trigger's conditions have held without a break
 * @param verdict {@code FIRED}; {@code CLEAR}; {@code HOLDS} while another condition of the trigger
 *     is clear; {@code UNJUDGED} when it cannot be evaluated, or the trigger is still in its window
 */
public record ConditionLook(
        String rule,
        String condition,
        double value,
        double limit,
        String unit,
        long windowMillis,
        long samples,
        double baseline,
        long heldMillis,
        String verdict) {}
