@NullMarked
package dev.kanit.deployment;

import org.jspecify.annotations.NullMarked;
