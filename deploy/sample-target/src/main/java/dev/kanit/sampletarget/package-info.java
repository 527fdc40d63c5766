/** A small service in a stable and a canary version behind a weighted router, under load. */
@NullMarked
package dev.kanit.sampletarget;

import org.jspecify.annotations.NullMarked;
