/** Which rollouts are under way, from the log of decisions. */
@NullMarked
package dev.kanit.collector.follow;

import org.jspecify.annotations.NullMarked;
