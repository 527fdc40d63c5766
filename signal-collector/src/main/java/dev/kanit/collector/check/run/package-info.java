/** Runs the checks of rollouts, group by group, and hands their results on. */
@NullMarked
package dev.kanit.collector.check.run;

import org.jspecify.annotations.NullMarked;
