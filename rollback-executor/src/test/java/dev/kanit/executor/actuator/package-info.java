@NullMarked
package dev.kanit.executor.actuator;

import org.jspecify.annotations.NullMarked;
