@NullMarked
package dev.kanit.evaluator.topology;

import org.jspecify.annotations.NullMarked;
