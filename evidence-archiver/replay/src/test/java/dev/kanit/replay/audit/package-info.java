/** Tests of {@code dev.kanit.replay.audit}. */
@NullMarked
package dev.kanit.replay.audit;

import org.jspecify.annotations.NullMarked;
