/**
 * Judges readings against the plan: golden signals, triggers, telemetry, trend. Decides nothing.
 */
@NullMarked
package dev.kanit.decision.rule;

import org.jspecify.annotations.NullMarked;
