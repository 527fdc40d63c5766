/** Where readings come from: a Prometheus server, or targets scraped by the collector itself. */
@NullMarked
package dev.kanit.collector.source;

import org.jspecify.annotations.NullMarked;
