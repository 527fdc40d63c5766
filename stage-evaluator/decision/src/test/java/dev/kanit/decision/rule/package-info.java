@NullMarked
package dev.kanit.decision.rule;

import org.jspecify.annotations.NullMarked;
