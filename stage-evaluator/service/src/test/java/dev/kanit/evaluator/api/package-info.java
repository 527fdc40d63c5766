/** The HTTP API on a real server, a real broker and a deciding evaluator. */
@NullMarked
package dev.kanit.evaluator.api;

import org.jspecify.annotations.NullMarked;
