/** Tests of the state machine, with its simulation and its decision table. */
@NullMarked
package dev.kanit.decision.rollout;

import org.jspecify.annotations.NullMarked;
