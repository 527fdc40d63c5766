/** The command actuator with real processes. */
@NullMarked
package dev.kanit.executor.command;

import org.jspecify.annotations.NullMarked;
