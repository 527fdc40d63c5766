package dev.kanit.archiver.wiring;

import io.micronaut.runtime.Micronaut;

/** The archiver as a process of its own. */
public final class Application {

    private Application() {}

    public static void main(String[] args) {
        Micronaut.run(Application.class, args);
    }
}
