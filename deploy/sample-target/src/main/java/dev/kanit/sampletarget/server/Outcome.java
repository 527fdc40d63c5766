package dev.kanit.sampletarget.server;

/**
 * How one request goes.
 *
 * @param serviceNanos how long the answer takes
 * @param status what the answer says
 * @param cspViolation whether the page's browser then reports a violation
 */
record Outcome(long serviceNanos, int status, boolean cspViolation) {}
