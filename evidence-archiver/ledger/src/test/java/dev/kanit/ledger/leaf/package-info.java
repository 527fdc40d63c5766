/** Tests. */
@NullMarked
package dev.kanit.ledger.leaf;

import org.jspecify.annotations.NullMarked;
