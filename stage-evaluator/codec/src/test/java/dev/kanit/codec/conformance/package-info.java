/** What a trustworthy judge must survive, on the shipped plan; numbers are those of the list. */
@NullMarked
package dev.kanit.codec.conformance;

import org.jspecify.annotations.NullMarked;
