/**
 * A directory per rollout that people can read. Derived from the segments: it may be deleted, and
 * is made again from them.
 */
@NullMarked
package dev.kanit.archiver.rollout;

import org.jspecify.annotations.NullMarked;
