/** Tests. */
@NullMarked
package dev.kanit.ledger.bundle;

import org.jspecify.annotations.NullMarked;
