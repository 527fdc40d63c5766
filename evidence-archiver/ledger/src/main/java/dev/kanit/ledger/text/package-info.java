/** Bytes to text and back where only one spelling is allowed. */
@NullMarked
package dev.kanit.ledger.text;

import org.jspecify.annotations.NullMarked;
