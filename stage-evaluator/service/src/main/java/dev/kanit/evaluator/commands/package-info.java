/** Writes commands to the log: the only way a person steers a rollout. */
@NullMarked
package dev.kanit.evaluator.commands;

import org.jspecify.annotations.NullMarked;
