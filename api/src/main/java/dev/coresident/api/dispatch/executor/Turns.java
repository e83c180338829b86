package dev.coresident.api.dispatch.executor;

import java.util.ArrayDeque;
import java.util.function.Consumer;

/**
 * Whose turn it is: deficit round robin (M. Shreedhar, G. Varghese) over the tenants with ops to call, each call costing one. A turn gives
 * a tenant as many calls as it has weight; when the budget of a poll ends in the middle of a turn, the next poll goes on there.
 */
final class Turns {
    private final ArrayDeque<TenantDesk> ring = new ArrayDeque<>();

    /** Puts an op into its tenant's line. */
    void add(TenantDesk desk, Op op) {
        desk.line.add(op);
        if (!desk.hasTurn) {
            desk.hasTurn = true;
            ring.addLast(desk);
        }
    }

    /** Makes at most so many calls; gives how many it made. */
    int run(int budget, Consumer<Op> call) {
        int calls = 0;
        while (calls < budget && !ring.isEmpty()) {
            TenantDesk desk = ring.getFirst();
            if (!desk.line.isEmpty()) {
                if (desk.deficit == 0) {
                    desk.deficit = desk.profile.weight();
                }
                desk.deficit--;
                calls++;
                call.accept(desk.line.removeFirst());
            }
            if (desk.line.isEmpty()) {
                desk.deficit = 0;
                desk.hasTurn = false;
                ring.removeFirst();
            } else if (desk.deficit == 0) {
                ring.addLast(ring.removeFirst());
            }
        }
        return calls;
    }

    boolean isEmpty() {
        return ring.isEmpty();
    }

    /** The tenants in the order of their turns. */
    ArrayDeque<TenantDesk> ring() {
        return ring;
    }
}
