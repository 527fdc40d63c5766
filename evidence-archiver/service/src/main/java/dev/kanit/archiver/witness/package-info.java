/** Witnesses over HTTP: asking them for cosignatures, and being one. */
@NullMarked
package dev.kanit.archiver.witness;

import org.jspecify.annotations.NullMarked;
