package dev.kanit.sampletarget.router;

/**
 * Lets an order through only when none of a later generation came before it. The same action may
 * come again, and then asks for the same.
 */
final class Fence {

    private long generation;
    private String actionId = "";

    boolean admits(long orderGeneration, String orderActionId) {
        if (orderGeneration < generation
                || (orderGeneration == generation && !orderActionId.equals(actionId))) {
            return false;
        }
        generation = orderGeneration;
        actionId = orderActionId;
        return true;
    }

    long generation() {
        return generation;
    }
}
