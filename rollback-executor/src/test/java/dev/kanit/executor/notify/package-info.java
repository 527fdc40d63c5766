/** Tests. */
@NullMarked
package dev.kanit.executor.notify;

import org.jspecify.annotations.NullMarked;
