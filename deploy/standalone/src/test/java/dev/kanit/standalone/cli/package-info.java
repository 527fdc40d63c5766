/** The command line, without a process of its own. */
@NullMarked
package dev.kanit.standalone.cli;

import org.jspecify.annotations.NullMarked;
