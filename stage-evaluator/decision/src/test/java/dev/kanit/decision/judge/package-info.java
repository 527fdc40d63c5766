@NullMarked
package dev.kanit.decision.judge;

import org.jspecify.annotations.NullMarked;
