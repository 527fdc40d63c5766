/** Programs that the operator allowed: no shell, no inherited environment, bounded output. */
@NullMarked
package dev.kanit.collector.check.command;

import org.jspecify.annotations.NullMarked;
