@NullMarked
package dev.kanit.bench.judge.trace;

import org.jspecify.annotations.NullMarked;
