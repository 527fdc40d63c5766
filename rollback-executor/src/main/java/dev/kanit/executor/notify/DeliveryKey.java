package dev.kanit.executor.notify;

/**
 * Names one delivery; a receiver that sees it twice may drop the second.
 *
 * @param rolloutId which rollout
 * @param matter the alert's dedup key
 * @param noticeId of the alert, or of the decision that acknowledges
 * @param channel name in the plan
 * @param level of the escalation, 1 to 3
 */
public record DeliveryKey(
        String rolloutId, String matter, String noticeId, String channel, int level) {

    /** The same for every attempt: {@code <notice>/<channel>/<level>}. */
    public String id() {
        return noticeId + "/" + channel + "/" + level;
    }
}
