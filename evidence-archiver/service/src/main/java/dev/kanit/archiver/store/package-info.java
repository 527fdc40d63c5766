/** Stores beyond a directory. They keep the same two promises, and are probed for them. */
@NullMarked
package dev.kanit.archiver.store;

import org.jspecify.annotations.NullMarked;
