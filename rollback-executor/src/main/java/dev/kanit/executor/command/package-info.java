/**
 * Runs commands that the operator allowed by name: no shell, an environment of its own, limits on
 * time and output; what they print is evidence. Off unless there are such commands.
 */
@NullMarked
package dev.kanit.executor.command;

import org.jspecify.annotations.NullMarked;
