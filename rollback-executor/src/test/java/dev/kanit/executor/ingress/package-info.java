/** Tests. */
@NullMarked
package dev.kanit.executor.ingress;

import org.jspecify.annotations.NullMarked;
