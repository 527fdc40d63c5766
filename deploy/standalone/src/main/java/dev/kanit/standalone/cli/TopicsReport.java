package dev.kanit.standalone.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kanit.schemas.cluster.ClusterPlan;
import dev.kanit.schemas.cluster.Difference;
import java.io.PrintWriter;
import java.util.List;

/**
 * What {@code kanit topics} says of a cluster.
 *
 * @param bootstrap of the cluster
 * @param mended differences that are none any more
 * @param left those that are still there
 */
record TopicsReport(
        String bootstrap, ClusterPlan plan, List<Difference> mended, List<Difference> left) {

    void print(PrintWriter out, boolean isJson) {
        if (isJson) {
            out.println(json());
        } else {
            lines(out);
        }
    }

    private void lines(PrintWriter out) {
        for (Difference one : mended) {
            out.println("mended  " + one.text());
        }
        for (Difference one : left) {
            out.println((one.advice().isPresent() ? "yours   " : "differs ") + one.text());
            one.advice().ifPresent(advice -> out.println("        " + advice));
        }
        out.println(
                left.isEmpty()
                        ? "%s: as it should be (%d partitions, %d copies)"
                                .formatted(bootstrap, plan.partitions(), plan.replication())
                        : "%s: %d %s"
                                .formatted(
                                        bootstrap,
                                        left.size(),
                                        left.size() == 1 ? "difference" : "differences"));
    }

    private String json() {
        ObjectNode root = new ObjectMapper().createObjectNode();
        root.put("bootstrap", bootstrap);
        root.put("partitions", plan.partitions());
        root.put("replication", plan.replication());
        add(root.putArray("mended"), mended);
        add(root.putArray("left"), left);
        return root.toString();
    }

    private static void add(ArrayNode array, List<Difference> differences) {
        for (Difference one : differences) {
            ObjectNode node = array.addObject();
            node.put("kind", one.getClass().getSimpleName());
            node.put("text", one.text());
            node.put("advice", one.advice().orElse(null));
        }
    }
}
