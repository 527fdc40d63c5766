@NullMarked
package dev.kanit.ledger.witness;

import org.jspecify.annotations.NullMarked;
