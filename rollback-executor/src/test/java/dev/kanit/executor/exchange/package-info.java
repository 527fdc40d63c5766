/** Signatures against the vector that is published. */
@NullMarked
package dev.kanit.executor.exchange;

import org.jspecify.annotations.NullMarked;
