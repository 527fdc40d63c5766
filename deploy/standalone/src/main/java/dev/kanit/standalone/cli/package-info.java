/** The {@code kanit} command. The only place that writes to the terminal. */
@NullMarked
package dev.kanit.standalone.cli;

import org.jspecify.annotations.NullMarked;
