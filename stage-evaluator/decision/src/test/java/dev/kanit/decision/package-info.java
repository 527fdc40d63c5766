@NullMarked
package dev.kanit.decision;

import org.jspecify.annotations.NullMarked;
