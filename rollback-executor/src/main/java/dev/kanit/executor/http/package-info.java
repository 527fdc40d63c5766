/** Steers a router that speaks the HTTP contract of {@code docs/http-actuator.md}. */
@NullMarked
package dev.kanit.executor.http;

import org.jspecify.annotations.NullMarked;
