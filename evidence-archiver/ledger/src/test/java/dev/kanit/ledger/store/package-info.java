/** Tests. */
@NullMarked
package dev.kanit.ledger.store;

import org.jspecify.annotations.NullMarked;
