/** Messages to an incoming webhook of Slack. */
@NullMarked
package dev.kanit.executor.slack;

import org.jspecify.annotations.NullMarked;
