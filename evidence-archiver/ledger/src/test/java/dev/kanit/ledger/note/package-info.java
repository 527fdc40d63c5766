/** Tests. */
@NullMarked
package dev.kanit.ledger.note;

import org.jspecify.annotations.NullMarked;
