/** What the tests of the topology and of the running evaluator share. */
@NullMarked
package dev.kanit.evaluator.testing;

import org.jspecify.annotations.NullMarked;
