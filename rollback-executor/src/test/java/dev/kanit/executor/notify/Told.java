package dev.kanit.executor.notify;

import dev.kanit.executor.notify.Progress.Standing;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** A desk whose effects are carried out at once, by receivers that a test scripts. */
final class Told {

    final NoticeDesk desk = new NoticeDesk();
    final List<String> lines = new ArrayList<>();
    final List<Fact.AttemptEnded> log = new ArrayList<>();

    /** What a receiver answers. */
    Function<Delivery, AttemptResult> receivers = _ -> new AttemptResult.Delivered("ok");

    Told() {
        desk.learn(new Fact.PlanLearnt(Plans.ROLLOUT, Optional.of(Plans.telling())));
    }

    Told said(Notice notice) {
        desk.learn(new Fact.Said(notice));
        return this;
    }

    /** Carries out what is due at {@code now}, until nothing is. */
    Told at(Instant now) {
        List<Effect> effects = desk.advance(now);
        while (!effects.isEmpty()) {
            for (Effect effect : effects) {
                desk.learn(new Fact.AttemptBegan(effect.delivery().key()));
                Fact.AttemptEnded ended = carry(effect, now);
                log.add(ended);
                desk.learn(ended);
            }
            effects = desk.advance(now);
        }
        return this;
    }

    /** What happened since this was asked last: {@code channel level kind outcome}. */
    List<String> take() {
        List<String> taken = List.copyOf(lines);
        lines.clear();
        return taken;
    }

    private Fact.AttemptEnded carry(Effect effect, Instant now) {
        Delivery delivery = effect.delivery();
        Fact.AttemptEnded ended =
                switch (effect) {
                    case Effect.Attempt(_, int number) ->
                            Retries.after(delivery, number, receivers.apply(delivery), now);
                    case Effect.Settle settle ->
                            new Fact.AttemptEnded(
                                    delivery.key(),
                                    settle.attempts() + 1,
                                    settle.standing(),
                                    Optional.empty());
                };
        lines.add(
                "%s %d %s %s"
                        .formatted(
                                delivery.key().channel(),
                                delivery.key().level(),
                                delivery.notice().kind(),
                                ended.standing() == Standing.OPEN ? "FAILED" : ended.standing()));
        return ended;
    }
}
