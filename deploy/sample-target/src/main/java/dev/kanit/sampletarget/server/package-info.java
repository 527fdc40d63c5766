/** One version of the service: how it answers, and what its process looks like from outside. */
@NullMarked
package dev.kanit.sampletarget.server;

import org.jspecify.annotations.NullMarked;
