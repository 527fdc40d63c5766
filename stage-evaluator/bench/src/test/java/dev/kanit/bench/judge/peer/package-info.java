@NullMarked
package dev.kanit.bench.judge.peer;

import org.jspecify.annotations.NullMarked;
