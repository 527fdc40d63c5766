/** Tests. */
@NullMarked
package dev.kanit.executor.plan;

import org.jspecify.annotations.NullMarked;
