/** From Kafka into segments: every committed record once, or a gap that says why not. */
@NullMarked
package dev.kanit.archiver.intake;

import org.jspecify.annotations.NullMarked;
