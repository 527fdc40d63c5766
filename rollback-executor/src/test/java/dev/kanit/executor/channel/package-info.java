/** Tests. */
@NullMarked
package dev.kanit.executor.channel;

import org.jspecify.annotations.NullMarked;
