/**
 * Witnesses ({@code c2sp.org/tlog-witness}): what a log asks of them, and how one answers. Without
 * transport; a witness only ever cosigns what it has proven to continue what it saw before.
 */
@NullMarked
package dev.kanit.ledger.witness;

import org.jspecify.annotations.NullMarked;
