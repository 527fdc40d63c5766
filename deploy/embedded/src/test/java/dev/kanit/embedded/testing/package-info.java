/** Proof that tests of other modules get a working cluster. */
@NullMarked
package dev.kanit.embedded.testing;

import org.jspecify.annotations.NullMarked;
