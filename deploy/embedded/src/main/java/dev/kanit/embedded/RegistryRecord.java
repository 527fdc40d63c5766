package dev.kanit.embedded;

import dev.kanit.schemas.CompatibilityLevel;

/** A fact in the registry's log. The newest record of a key is the one that holds. */
sealed interface RegistryRecord {

    /** Stands for all subjects in {@link CompatibilitySet}. */
    String ALL_SUBJECTS = "";

    /** Key in the compacted topic. */
    String key();

    /**
     * A schema got its place.
     *
     * @param version from 1, dense per subject
     * @param id same for the same schema under any subject
     * @param schema in Avro's compact spelling
     */
    record SchemaAdded(String subject, int version, int id, String schema)
            implements RegistryRecord {

        @Override
        public String key() {
            return "schema/" + subject + "/" + version;
        }
    }

    /** Later schemas of {@code subject} owe this to earlier ones. */
    record CompatibilitySet(String subject, CompatibilityLevel level) implements RegistryRecord {

        @Override
        public String key() {
            return "compatibility/" + subject;
        }
    }
}
