/** A closed rollout's evidence as one portable file, as soon as all of it is signed for. */
@NullMarked
package dev.kanit.archiver.bundle;

import org.jspecify.annotations.NullMarked;
