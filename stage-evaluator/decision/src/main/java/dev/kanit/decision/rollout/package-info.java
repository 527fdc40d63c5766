/**
 * The state machine of one rollout: decide says what happened, evolve is the only place of change.
 */
@NullMarked
package dev.kanit.decision.rollout;

import org.jspecify.annotations.NullMarked;
