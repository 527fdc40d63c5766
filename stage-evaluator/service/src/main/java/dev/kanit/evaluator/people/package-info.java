/** Who calls, and who may do what: pure, but for the files and keys that tell callers apart. */
@NullMarked
package dev.kanit.evaluator.people;

import org.jspecify.annotations.NullMarked;
