/** Events for the Events API v2 of PagerDuty. */
@NullMarked
package dev.kanit.executor.pagerduty;

import org.jspecify.annotations.NullMarked;
