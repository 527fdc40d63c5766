@NullMarked
package dev.kanit.codec.plan;

import org.jspecify.annotations.NullMarked;
