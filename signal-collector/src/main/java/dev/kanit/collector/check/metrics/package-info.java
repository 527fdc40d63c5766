/** Queries against a bound, asked of the plan's source or of a Prometheus server. */
@NullMarked
package dev.kanit.collector.check.metrics;

import org.jspecify.annotations.NullMarked;
