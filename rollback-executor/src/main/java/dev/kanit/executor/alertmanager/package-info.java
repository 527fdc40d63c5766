/** Alerts for the API v2 of a Prometheus Alertmanager. */
@NullMarked
package dev.kanit.executor.alertmanager;

import org.jspecify.annotations.NullMarked;
