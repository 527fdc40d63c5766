/** The executor as a Micronaut application; nobody else here sees Micronaut. */
@NullMarked
package dev.kanit.executor.wiring;

import org.jspecify.annotations.NullMarked;
