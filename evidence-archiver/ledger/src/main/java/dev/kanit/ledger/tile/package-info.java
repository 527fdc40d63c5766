/**
 * The tree as files ({@code c2sp.org/tlog-tiles}): which files there are, what is in them, and how
 * to get any hash of the tree back from them. Does not know where they are kept.
 */
@NullMarked
package dev.kanit.ledger.tile;

import org.jspecify.annotations.NullMarked;
