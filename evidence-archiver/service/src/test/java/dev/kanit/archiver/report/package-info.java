/** Tests. */
@NullMarked
package dev.kanit.archiver.report;

import org.jspecify.annotations.NullMarked;
