@NullMarked
package dev.kanit.evaluator.wiring;

import org.jspecify.annotations.NullMarked;
