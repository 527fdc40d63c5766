package dev.kanit.schemas;

import org.apache.avro.Schema;

/** Where the schemas come from that records were written with. */
interface SchemaSource {

    /**
     * The schema with this id.
     *
     * @throws MalformedRecordException when there is none
     * @throws RegistryUnavailableException when it could not be asked for
     */
    Schema byId(int id);
}
