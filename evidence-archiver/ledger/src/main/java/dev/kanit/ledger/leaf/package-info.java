/**
 * What a leaf of a partition's tree says of an entry: a small canonical JSON object without the
 * payload, so that payloads may expire and every proof still holds. The same entry always gives the
 * same bytes, whoever computes them; there is one spelling, and reading refuses every other.
 */
@NullMarked
package dev.kanit.ledger.leaf;

import org.jspecify.annotations.NullMarked;
