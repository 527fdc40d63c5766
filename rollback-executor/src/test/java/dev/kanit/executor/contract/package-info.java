/** Tests. */
@NullMarked
package dev.kanit.executor.contract;

import org.jspecify.annotations.NullMarked;
