/** What was built for the release: tag, SBOMs, provenance, the scan for blind spots. */
@NullMarked
package dev.kanit.sampletarget.release;

import org.jspecify.annotations.NullMarked;
