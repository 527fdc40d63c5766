/** Counters and histograms, and their Prometheus text form. */
@NullMarked
package dev.kanit.sampletarget.metrics;

import org.jspecify.annotations.NullMarked;
