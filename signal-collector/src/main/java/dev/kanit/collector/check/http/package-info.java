/** Checks over HTTP and WebSocket, with the JDK's client: bounded, and no redirect is followed. */
@NullMarked
package dev.kanit.collector.check.http;

import org.jspecify.annotations.NullMarked;
