@NullMarked
package dev.kanit.evaluator;

import org.jspecify.annotations.NullMarked;
