/**
 * Where rollouts of the benchmark come from: real and synthetic noise, and what happens to it. A
 * trace depends on its seed alone.
 */
@NullMarked
package dev.kanit.bench.judge.trace;

import org.jspecify.annotations.NullMarked;
