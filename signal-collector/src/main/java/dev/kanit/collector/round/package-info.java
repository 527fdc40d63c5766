/**
 * One round of readings: which questions a plan asks, when, and the snapshot their answers make.
 */
@NullMarked
package dev.kanit.collector.round;

import org.jspecify.annotations.NullMarked;
