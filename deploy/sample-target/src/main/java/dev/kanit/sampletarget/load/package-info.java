/** Sends the requests. */
@NullMarked
package dev.kanit.sampletarget.load;

import org.jspecify.annotations.NullMarked;
