/** Messages by SMTP. */
@NullMarked
package dev.kanit.executor.email;

import org.jspecify.annotations.NullMarked;
