/** Tests. */
@NullMarked
package dev.kanit.archiver.retention;

import org.jspecify.annotations.NullMarked;
