/**
 * The little HTTP/1.1 that three hops on one machine need, on blocking sockets and virtual threads.
 */
@NullMarked
package dev.kanit.sampletarget.http;

import org.jspecify.annotations.NullMarked;
