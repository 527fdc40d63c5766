/** Proofs that the wire contracts hold, and that bytes which break them are told apart. */
@NullMarked
package dev.kanit.schemas;

import org.jspecify.annotations.NullMarked;
