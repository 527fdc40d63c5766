package dev.kanit.embedded;

/**
 * A schema and its place in the registry.
 *
 * @param version from 1, dense per subject
 * @param schema in Avro's compact spelling
 */
record SubjectVersion(String subject, int version, int id, String schema) {}
