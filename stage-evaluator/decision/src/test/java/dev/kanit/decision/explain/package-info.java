@NullMarked
package dev.kanit.decision.explain;

import org.jspecify.annotations.NullMarked;
