/** Tests. */
@NullMarked
package dev.kanit.ledger.segment;

import org.jspecify.annotations.NullMarked;
