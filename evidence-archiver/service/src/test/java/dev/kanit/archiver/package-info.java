/** Tests. */
@NullMarked
package dev.kanit.archiver;

import org.jspecify.annotations.NullMarked;
