package dev.kanit.executor.wiring;

import io.micronaut.runtime.Micronaut;

/** The executor as a process of its own. */
public final class Application {

    private Application() {}

    public static void main(String[] args) {
        Micronaut.run(Application.class, args);
    }
}
