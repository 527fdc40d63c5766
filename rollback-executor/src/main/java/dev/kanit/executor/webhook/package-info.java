/** Signed messages to any receiver of Standard Webhooks. */
@NullMarked
package dev.kanit.executor.webhook;

import org.jspecify.annotations.NullMarked;
