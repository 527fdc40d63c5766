@NullMarked
package dev.kanit.bench.judge.report;

import org.jspecify.annotations.NullMarked;
