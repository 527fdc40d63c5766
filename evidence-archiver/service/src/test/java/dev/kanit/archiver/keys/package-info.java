/** Tests. */
@NullMarked
package dev.kanit.archiver.keys;

import org.jspecify.annotations.NullMarked;
