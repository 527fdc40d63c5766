/** Released decisions keep their meaning: recorded inputs fold to recorded decisions for ever. */
@NullMarked
package dev.kanit.codec.golden;

import org.jspecify.annotations.NullMarked;
