@NullMarked
package dev.kanit.codec.record;

import org.jspecify.annotations.NullMarked;
