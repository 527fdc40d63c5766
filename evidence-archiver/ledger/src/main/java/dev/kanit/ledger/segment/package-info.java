/** Segments: compressed NDJSON that gives back each record byte for byte. */
@NullMarked
package dev.kanit.ledger.segment;

import org.jspecify.annotations.NullMarked;
