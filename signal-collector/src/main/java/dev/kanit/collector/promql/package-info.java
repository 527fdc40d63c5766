/**
 * The part of PromQL that the collector evaluates itself, see {@link
 * dev.kanit.collector.promql.PromQl}.
 */
@NullMarked
package dev.kanit.collector.promql;

import org.jspecify.annotations.NullMarked;
