/** Tests. */
@NullMarked
package dev.kanit.executor.log;

import org.jspecify.annotations.NullMarked;
