/** The archiver as a Micronaut application; nobody else here sees Micronaut. */
@NullMarked
package dev.kanit.archiver.wiring;

import org.jspecify.annotations.NullMarked;
