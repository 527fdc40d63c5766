/** Tests. */
@NullMarked
package dev.kanit.archiver.wiring;

import org.jspecify.annotations.NullMarked;
