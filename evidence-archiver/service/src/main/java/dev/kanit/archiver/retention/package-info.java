/**
 * How long evidence is kept: what may be deleted, what may not, and in which order it is done. A
 * proof that was issued holds for ever, since only payload is deleted.
 */
@NullMarked
package dev.kanit.archiver.retention;

import org.jspecify.annotations.NullMarked;
