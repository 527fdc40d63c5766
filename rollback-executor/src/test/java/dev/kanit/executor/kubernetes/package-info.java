/** Tests. */
@NullMarked
package dev.kanit.executor.kubernetes;

import org.jspecify.annotations.NullMarked;
