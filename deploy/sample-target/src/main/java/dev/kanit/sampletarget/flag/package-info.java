/** A feature-flag service by the contract of docs/flag-actuator.md. */
@NullMarked
package dev.kanit.sampletarget.flag;

import org.jspecify.annotations.NullMarked;
