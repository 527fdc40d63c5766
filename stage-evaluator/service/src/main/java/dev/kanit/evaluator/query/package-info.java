/** Reads rollouts from the stores of whichever instance owns them. */
@NullMarked
package dev.kanit.evaluator.query;

import org.jspecify.annotations.NullMarked;
