/** Checks of what was built: files below one directory, and downloads. */
@NullMarked
package dev.kanit.collector.check.file;

import org.jspecify.annotations.NullMarked;
