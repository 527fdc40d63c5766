package dev.kanit.sampletarget.router;

import dev.kanit.sampletarget.http.HttpHandler;
import dev.kanit.sampletarget.http.HttpPool;
import dev.kanit.sampletarget.http.HttpReply;
import dev.kanit.sampletarget.http.HttpRequest;
import dev.kanit.sampletarget.http.Problem;
import java.io.IOException;
import java.net.URI;

/** Forwards each request to one of two servers, by weight. */
public final class Router implements HttpHandler, AutoCloseable {

    private final WeightedChoice choice = new WeightedChoice();
    private final RecentAnswers recent = new RecentAnswers();
    private final HttpPool stable;
    private final HttpPool canary;

    public Router(URI stable, URI canary) {
        this.stable = new HttpPool(stable);
        this.canary = new HttpPool(canary);
    }

    @Override
    public HttpReply answer(HttpRequest request) {
        boolean toCanary = choice.nextIsCanary();
        long sentAt = System.nanoTime();
        HttpReply reply;
        try {
            reply = (toCanary ? canary : stable).send(request);
        } catch (IOException e) {
            reply = Problem.of(502, (toCanary ? "canary" : "stable") + " does not answer");
        }
        recent.add(sentAt, System.nanoTime(), reply.status());
        return reply;
    }

    /** The canary's share, percent, 0 to 100. */
    public double weightPercent() {
        return choice.weightPercent();
    }

    void weigh(double weightPercent) {
        choice.weigh(weightPercent);
        recent.startAnew(System.nanoTime());
    }

    boolean stableAnswers() {
        return answers(stable);
    }

    boolean canaryAnswers() {
        return answers(canary);
    }

    RecentAnswers.Verification verify() {
        return recent.verify();
    }

    private static boolean answers(HttpPool server) {
        try {
            return server.send(HttpRequest.get("/health")).status() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public void close() {
        stable.close();
        canary.close();
    }
}
