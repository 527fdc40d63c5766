/**
 * What all ways to reach people share: one text, bounded HTTP, references, who serves which kind.
 */
@NullMarked
package dev.kanit.executor.channel;

import org.jspecify.annotations.NullMarked;
