@NullMarked
package dev.kanit.codec;

import org.jspecify.annotations.NullMarked;
