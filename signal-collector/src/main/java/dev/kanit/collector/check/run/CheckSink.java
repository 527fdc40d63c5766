package dev.kanit.collector.check.run;

import dev.kanit.wire.CheckResult;

/** Takes results, and does not throw. */
@FunctionalInterface
public interface CheckSink {

    void publish(CheckResult result);
}
