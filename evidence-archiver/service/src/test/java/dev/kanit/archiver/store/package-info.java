/** Tests. */
@NullMarked
package dev.kanit.archiver.store;

import org.jspecify.annotations.NullMarked;
