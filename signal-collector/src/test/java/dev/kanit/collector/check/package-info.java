@NullMarked
package dev.kanit.collector.check;

import org.jspecify.annotations.NullMarked;
