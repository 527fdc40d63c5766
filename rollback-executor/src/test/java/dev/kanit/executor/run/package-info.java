/** Tests. */
@NullMarked
package dev.kanit.executor.run;

import org.jspecify.annotations.NullMarked;
