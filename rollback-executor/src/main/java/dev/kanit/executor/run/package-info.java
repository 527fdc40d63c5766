/**
 * Performs actions: one rollout's orders one after another, different rollouts side by side. Knows
 * neither Kafka nor any actuator's client.
 */
@NullMarked
package dev.kanit.executor.run;

import org.jspecify.annotations.NullMarked;
