/** Which channel package serves which kind of a plan's channels. */
@NullMarked
package dev.kanit.executor.telling;

import org.jspecify.annotations.NullMarked;
