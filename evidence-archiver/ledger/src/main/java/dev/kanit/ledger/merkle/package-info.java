/**
 * The Merkle tree of RFC 6962 with SHA-256: hashes, roots and proofs. Knows neither files nor what
 * a leaf means. Proofs are claims until they were checked, so any numbers and hashes may stand in
 * them; a check says {@link dev.kanit.ledger.merkle.ProofCheck} and throws nothing.
 */
@NullMarked
package dev.kanit.ledger.merkle;

import org.jspecify.annotations.NullMarked;
