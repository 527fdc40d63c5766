/** Tests. */
@NullMarked
package dev.kanit.ledger.tile;

import org.jspecify.annotations.NullMarked;
