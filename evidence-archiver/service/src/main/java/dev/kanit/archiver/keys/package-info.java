/** The archiver's signing key, the keys before it, and what auditors are told about them. */
@NullMarked
package dev.kanit.archiver.keys;

import org.jspecify.annotations.NullMarked;
