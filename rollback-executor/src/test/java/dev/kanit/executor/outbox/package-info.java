/** Tests. */
@NullMarked
package dev.kanit.executor.outbox;

import org.jspecify.annotations.NullMarked;
