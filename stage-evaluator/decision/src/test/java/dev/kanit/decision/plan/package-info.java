@NullMarked
package dev.kanit.decision.plan;

import org.jspecify.annotations.NullMarked;
