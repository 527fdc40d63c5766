/** Updates of a page that tells the public. */
@NullMarked
package dev.kanit.executor.statuspage;

import org.jspecify.annotations.NullMarked;
