@NullMarked
package dev.kanit.archiver.witness;

import org.jspecify.annotations.NullMarked;
