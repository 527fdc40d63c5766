@NullMarked
package dev.kanit.collector.round;

import org.jspecify.annotations.NullMarked;
