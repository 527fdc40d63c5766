/** A rehearsal: every step is looked at and none is taken. */
@NullMarked
package dev.kanit.executor.drill;

import org.jspecify.annotations.NullMarked;
