/** Tests. */
@NullMarked
package dev.kanit.executor.webhook;

import org.jspecify.annotations.NullMarked;
