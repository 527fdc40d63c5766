/**
 * Puts the parts together; the only package, besides the intake's controller, that sees Micronaut.
 */
@NullMarked
package dev.kanit.collector.wiring;

import org.jspecify.annotations.NullMarked;
