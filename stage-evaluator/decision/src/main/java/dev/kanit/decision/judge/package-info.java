/**
 * The judge: is the canary worse than the stable fleet? One process per signal collects evidence
 * that is valid at every look; the processes are combined, checked against the stable fleet's own
 * two halves, and explained. Pure, bounded, bit-identical under replay.
 */
@NullMarked
package dev.kanit.decision.judge;

import org.jspecify.annotations.NullMarked;
