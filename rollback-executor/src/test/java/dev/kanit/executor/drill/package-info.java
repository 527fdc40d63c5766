/** Tests. */
@NullMarked
package dev.kanit.executor.drill;

import org.jspecify.annotations.NullMarked;
