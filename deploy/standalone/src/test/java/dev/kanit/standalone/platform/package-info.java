/** The platform across restarts. */
@NullMarked
package dev.kanit.standalone.platform;

import org.jspecify.annotations.NullMarked;
