@NullMarked
package dev.kanit.collector.wiring;

import org.jspecify.annotations.NullMarked;
