/**
 * Steers an nginx ingress by the weight annotation of its canary Ingress, with the Kubernetes
 * client and conditional writes.
 */
@NullMarked
package dev.kanit.executor.ingress;

import org.jspecify.annotations.NullMarked;
