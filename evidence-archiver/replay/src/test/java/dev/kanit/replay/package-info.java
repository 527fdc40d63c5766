/** Tests of {@code dev.kanit.replay}. */
@NullMarked
package dev.kanit.replay;

import org.jspecify.annotations.NullMarked;
