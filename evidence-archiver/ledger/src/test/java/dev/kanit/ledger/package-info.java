/** Tests. */
@NullMarked
package dev.kanit.ledger;

import org.jspecify.annotations.NullMarked;
