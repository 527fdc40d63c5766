/** The demonstration: a real canary on the sample target, from the first weight to the verdict. */
@NullMarked
package dev.kanit.standalone.demo;

import org.jspecify.annotations.NullMarked;
