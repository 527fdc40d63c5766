/** The flag actuator against a flag service that checks the published interface. */
@NullMarked
package dev.kanit.executor.flag;

import org.jspecify.annotations.NullMarked;
