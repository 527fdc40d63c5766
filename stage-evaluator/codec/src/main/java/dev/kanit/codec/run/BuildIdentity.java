package dev.kanit.codec.run;

/**
 * Which rules decided.
 *
 * @param version of the evaluator
 * @param coreDigest SHA-256 over the decision core's classes, sorted by path, hex: the same whether
 *     they come from a jar or from a directory
 */
public record BuildIdentity(String version, String coreDigest) {}
