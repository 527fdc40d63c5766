/** Tests. */
@NullMarked
package dev.kanit.archiver.bundle;

import org.jspecify.annotations.NullMarked;
