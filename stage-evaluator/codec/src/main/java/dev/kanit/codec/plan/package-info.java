/** The plan file: YAML in, a checked plan out, or every error with its line and column. */
@NullMarked
package dev.kanit.codec.plan;

import org.jspecify.annotations.NullMarked;
