/**
 * The checks of a plan as the collector runs them: what is asked, what is expected, how long it may
 * take. Pure data, already validated; {@code ${NAME}} references are still references.
 */
@NullMarked
package dev.kanit.codec.check;

import org.jspecify.annotations.NullMarked;
