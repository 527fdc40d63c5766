/** Tests. */
@NullMarked
package dev.kanit.executor.http;

import org.jspecify.annotations.NullMarked;
