/**
 * Takes a rollout's recorded inputs through the decision core again, in recorded order: by the same
 * rules to see whether the same is decided, or by others to see what they would have decided. Needs
 * no network, no Kafka and no clock.
 */
@NullMarked
package dev.kanit.replay;

import org.jspecify.annotations.NullMarked;
