/**
 * Judges of others, re-implemented from their documented rules. They are not those products: each
 * class says what it leaves out. All of them see the same eight signals, tick by tick.
 */
@NullMarked
package dev.kanit.bench.judge.peer;

import org.jspecify.annotations.NullMarked;
