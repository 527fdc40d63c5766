/** Snapshots into the log. */
@NullMarked
package dev.kanit.collector.publish;

import org.jspecify.annotations.NullMarked;
