/** Tests. */
@NullMarked
package dev.kanit.ledger.merkle;

import org.jspecify.annotations.NullMarked;
