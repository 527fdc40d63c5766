package dev.kanit.evaluator.topology;

import dev.kanit.codec.run.Codecs;
import dev.kanit.schemas.SchemaRegistryClient;
import org.jspecify.annotations.Nullable;

/**
 * Codecs for every thread. The registry is asked by the first task that begins, not when the
 * topology is built, so that an evaluator can wait for it and say so.
 */
final class CodecSource {

    private final SchemaRegistryClient registry;
    private @Nullable Codecs opened;

    CodecSource(SchemaRegistryClient registry) {
        this.registry = registry;
    }

    /**
     * Codecs of the calling thread.
     *
     * @throws dev.kanit.schemas.RegistryException while the registry does not have the schemas
     */
    synchronized Codecs forThisThread() {
        Codecs codecs = opened;
        if (codecs == null) {
            codecs = Codecs.open(registry);
            opened = codecs;
        }
        return codecs.forAnotherThread();
    }
}
