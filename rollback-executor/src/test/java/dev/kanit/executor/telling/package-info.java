/** Tests. */
@NullMarked
package dev.kanit.executor.telling;

import org.jspecify.annotations.NullMarked;
