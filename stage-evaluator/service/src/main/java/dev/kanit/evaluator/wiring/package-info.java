/** The evaluator as a Micronaut application: beans, settings, health, metrics. */
@NullMarked
package dev.kanit.evaluator.wiring;

import org.jspecify.annotations.NullMarked;
