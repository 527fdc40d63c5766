/** Where segments lie. A store has one promise: a name is written once or not at all. */
@NullMarked
package dev.kanit.ledger.store;

import org.jspecify.annotations.NullMarked;
