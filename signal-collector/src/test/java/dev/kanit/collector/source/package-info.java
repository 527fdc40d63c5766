@NullMarked
package dev.kanit.collector.source;

import org.jspecify.annotations.NullMarked;
