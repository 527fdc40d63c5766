/** Tests. */
@NullMarked
package dev.kanit.executor.wiring;

import org.jspecify.annotations.NullMarked;
