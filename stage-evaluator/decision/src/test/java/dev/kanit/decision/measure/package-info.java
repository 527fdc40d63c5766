@NullMarked
package dev.kanit.decision.measure;

import org.jspecify.annotations.NullMarked;
