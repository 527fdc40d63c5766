/** Proofs that the embedded broker and registry keep what they are given. */
@NullMarked
package dev.kanit.embedded;

import org.jspecify.annotations.NullMarked;
