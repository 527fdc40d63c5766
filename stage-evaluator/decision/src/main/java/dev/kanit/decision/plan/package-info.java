/** What a plan says, checked: signals with units, stages, triggers, limits. Imports nobody. */
@NullMarked
package dev.kanit.decision.plan;

import org.jspecify.annotations.NullMarked;
