package dev.kanit.collector.wiring;

import io.micronaut.runtime.Micronaut;

/** Runs the collector as a service of its own. */
public final class Application {

    private Application() {}

    /** Starts; settings are in application-signal-collector.yml and the environment. */
    public static void main(String[] args) {
        Micronaut.build(args).mainClass(Application.class).environments("signal-collector").start();
    }
}
