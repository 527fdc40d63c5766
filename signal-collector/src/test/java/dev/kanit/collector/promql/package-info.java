@NullMarked
package dev.kanit.collector.promql;

import org.jspecify.annotations.NullMarked;
