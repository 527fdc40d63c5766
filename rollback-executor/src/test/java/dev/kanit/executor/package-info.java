/** Tests. */
@NullMarked
package dev.kanit.executor;

import org.jspecify.annotations.NullMarked;
