/** Snapshots that others took, over HTTP. */
@NullMarked
package dev.kanit.collector.push;

import org.jspecify.annotations.NullMarked;
