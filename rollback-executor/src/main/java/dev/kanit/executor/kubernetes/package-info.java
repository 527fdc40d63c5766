/**
 * How actuators read and write Kubernetes: JSON as it is, merge patches on condition of the
 * resource version, fences as annotations, failures as outcomes. The only package that sees the
 * client.
 */
@NullMarked
package dev.kanit.executor.kubernetes;

import org.jspecify.annotations.NullMarked;
