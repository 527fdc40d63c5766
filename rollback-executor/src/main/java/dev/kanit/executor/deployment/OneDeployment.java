package dev.kanit.executor.deployment;

import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kanit.executor.kubernetes.ClusterAnswer;
import dev.kanit.executor.kubernetes.ClusterObject;
import dev.kanit.executor.kubernetes.FencedPatch;
import dev.kanit.executor.kubernetes.KubernetesObject;
import dev.kanit.executor.kubernetes.MergeDifference;
import dev.kanit.executor.plan.Fence;

/** One Deployment and the writes to it; what is so already under this fence is not written. */
final class OneDeployment {

    private final ClusterObject object;

    OneDeployment(ClusterObject object) {
        this.object = object;
    }

    String name() {
        return object.path().name();
    }

    ClusterAnswer read() {
        return object.read();
    }

    ClusterAnswer readAt(String revision) {
        return object.readAt(revision);
    }

    ClusterAnswer fence(KubernetesObject found, Fence fence) {
        return isFenced(found, fence)
                ? new ClusterAnswer.Found(found)
                : object.patch(new FencedPatch(found.resourceVersion(), fence));
    }

    ClusterAnswer scale(KubernetesObject found, int replicas, Fence fence) {
        if (Rollout.replicas(found) == replicas) {
            return fence(found, fence);
        }
        return object.patch(
                new FencedPatch(found.resourceVersion(), fence)
                        .spec("replicas", IntNode.valueOf(replicas)));
    }

    /**
     * Changes the pod template, and with it the pods, one after another.
     *
     * @throws IllegalArgumentException when the template that is there now cannot be recorded
     */
    ClusterAnswer change(KubernetesObject found, PodTemplate wanted, Fence fence) {
        ObjectNode difference =
                MergeDifference.between(PodTemplate.of(found).json(), wanted.json());
        if (difference.isEmpty()) {
            return fence(found, fence);
        }
        FencedPatch patch =
                new FencedPatch(found.resourceVersion(), fence).spec("template", difference);
        return object.patch(Recording.keep(patch, found, fence));
    }

    private static boolean isFenced(KubernetesObject found, Fence fence) {
        return found.generation() == fence.generation()
                && found.annotation(KubernetesObject.ACTION_ID).equals(fence.actionId());
    }
}
