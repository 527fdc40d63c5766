/**
 * Where evidence lies. A store has two promises: a name is created once or not at all, and it is
 * replaced only by one who knew what it held. What a write has returned from survives a power cut.
 */
@NullMarked
package dev.kanit.ledger.store;

import org.jspecify.annotations.NullMarked;
