/** Everything in one JVM: the composition root and the {@code kanit} command. */
@NullMarked
package dev.kanit.standalone;

import org.jspecify.annotations.NullMarked;
