/** The judge's benchmark: how often it is wrong, and how late, beside the others of its field. */
@NullMarked
package dev.kanit.bench.judge;

import org.jspecify.annotations.NullMarked;
