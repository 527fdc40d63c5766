package dev.kanit.codec.record;

import dev.kanit.wire.InputSpan;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * What ties a decision to its inputs, its rules and the decision before it.
 *
 * @param inputs ordered spans consumed since the rollout's previous decision
 * @param previousDigest SHA-256 of the previous decision's Avro bytes; empty for the first
 * @param evaluatorVersion version of the evaluator
 * @param evaluatorBuild digest of the decision core's classes, hex
 * @param planText the plan file; empty but for the decision that starts the rollout
 */
public record Provenance(
        List<InputSpan> inputs,
        ByteBuffer previousDigest,
        String evaluatorVersion,
        String evaluatorBuild,
        String planText) {

    public Provenance {
        inputs = List.copyOf(inputs);
        previousDigest = previousDigest.asReadOnlyBuffer();
    }
}
