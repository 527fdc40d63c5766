/** Why a decision was taken, in numbers and in one sentence. */
@NullMarked
package dev.kanit.decision.explain;

import org.jspecify.annotations.NullMarked;
