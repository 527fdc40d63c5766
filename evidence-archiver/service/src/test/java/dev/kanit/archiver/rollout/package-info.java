/** Tests. */
@NullMarked
package dev.kanit.archiver.rollout;

import org.jspecify.annotations.NullMarked;
