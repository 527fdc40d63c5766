@NullMarked
package dev.kanit.bench.judge;

import org.jspecify.annotations.NullMarked;
