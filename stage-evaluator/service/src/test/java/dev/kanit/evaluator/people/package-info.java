@NullMarked
package dev.kanit.evaluator.people;

import org.jspecify.annotations.NullMarked;
