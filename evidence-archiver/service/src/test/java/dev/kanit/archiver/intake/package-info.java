/** Tests. */
@NullMarked
package dev.kanit.archiver.intake;

import org.jspecify.annotations.NullMarked;
