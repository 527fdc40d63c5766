/** Scales and changes the Deployments of the stable version and the canary. */
@NullMarked
package dev.kanit.executor.deployment;

import org.jspecify.annotations.NullMarked;
