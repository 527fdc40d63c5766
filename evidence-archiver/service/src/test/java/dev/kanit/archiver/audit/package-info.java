/** Tests. */
@NullMarked
package dev.kanit.archiver.audit;

import org.jspecify.annotations.NullMarked;
