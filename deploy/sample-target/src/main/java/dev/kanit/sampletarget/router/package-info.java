/** The weighted router, and the API by which an executor steers it. */
@NullMarked
package dev.kanit.sampletarget.router;

import org.jspecify.annotations.NullMarked;
