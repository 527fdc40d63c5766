@NullMarked
package dev.kanit.evaluator.streams;

import org.jspecify.annotations.NullMarked;
