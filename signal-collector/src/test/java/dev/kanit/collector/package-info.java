@NullMarked
package dev.kanit.collector;

import org.jspecify.annotations.NullMarked;
