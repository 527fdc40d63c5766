@NullMarked
package dev.kanit.codec.state;

import org.jspecify.annotations.NullMarked;
