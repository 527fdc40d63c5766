/**
 * What to do for an order, as data: the steps, what each would change, and where to go on after a
 * crash. Pure: no I/O, no clock, no thread.
 */
@NullMarked
package dev.kanit.executor.plan;

import org.jspecify.annotations.NullMarked;
