/** Tests of the target through HTTP only. */
@NullMarked
package dev.kanit.sampletarget;

import org.jspecify.annotations.NullMarked;
