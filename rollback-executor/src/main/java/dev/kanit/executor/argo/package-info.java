/** Lets a Rollout of Argo Rollouts go on, stop or finish; Argo shifts the traffic. */
@NullMarked
package dev.kanit.executor.argo;

import org.jspecify.annotations.NullMarked;
