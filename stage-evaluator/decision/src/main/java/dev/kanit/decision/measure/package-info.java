/** What was measured: snapshots in, bounded windows out. O(1) memory per signal and bucket. */
@NullMarked
package dev.kanit.decision.measure;

import org.jspecify.annotations.NullMarked;
