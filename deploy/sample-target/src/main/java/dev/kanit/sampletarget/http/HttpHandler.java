package dev.kanit.sampletarget.http;

/** Answers requests; called on a virtual thread, many at a time. */
@FunctionalInterface
public interface HttpHandler {

    /** Returns the answer; the request's thread may block until then. */
    HttpReply answer(HttpRequest request) throws InterruptedException;
}
