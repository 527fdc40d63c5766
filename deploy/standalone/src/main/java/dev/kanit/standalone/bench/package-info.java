/** Benchmarks as commands of the product: us and a reference, measured in the same run. */
@NullMarked
package dev.kanit.standalone.bench;

import org.jspecify.annotations.NullMarked;
