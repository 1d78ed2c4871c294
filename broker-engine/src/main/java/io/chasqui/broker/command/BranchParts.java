package io.chasqui.broker.command;

import io.chasqui.broker.event.BranchHead;
import io.chasqui.broker.event.BranchSend;
import io.chasqui.broker.event.CommandName;
import io.chasqui.broker.event.Event;
import io.chasqui.broker.event.Target;
import io.chasqui.broker.state.BranchState;
import java.util.ArrayList;
import java.util.List;

/** Cuts a prepared branch into events of a size that fits into a batch; the same branch is always cut the same way. */
public final class BranchParts {
    private static final int SENDS = 256;
    private static final int SEND_BYTES = 64 << 10;
    private static final int BYTES_PER_CHARACTER = 3;
    private static final int BYTES_PER_PLACE = 12;
    private static final int DELIVERIES = 4_096;

    private final CommandName command;
    private final BranchHead head;
    private final List<Event.BranchPrepared> parts = new ArrayList<>(1);

    private BranchParts(CommandName command, BranchHead head) {
        this.command = command;
        this.head = head;
    }

    /** The parts of a branch that is prepared. */
    public static List<Event.BranchPrepared> of(BranchState branch) {
        return of(CommandName.NONE, branch.head(), branch.sends(), branch.deliveries());
    }

    /**
     * The parts of a branch that is to be prepared.
     *
     * @param command the prepare
     * @param head which branch it is
     * @param sends the persistent messages it sends
     * @param deliveries the persistent messages it has consumed
     */
    public static List<Event.BranchPrepared> of(
            CommandName command, BranchHead head, List<BranchSend> sends, List<Target> deliveries) {
        return new BranchParts(command, head).cut(sends, deliveries);
    }

    private List<Event.BranchPrepared> cut(List<BranchSend> sends, List<Target> deliveries) {
        int sent = 0;
        int consumed = 0;
        do {
            int sentTo = sendsFrom(sends, sent);
            int consumedTo = sentTo < sends.size() ? consumed : Math.min(deliveries.size(), consumed + DELIVERIES);
            boolean last = sentTo == sends.size() && consumedTo == deliveries.size();
            parts.add(new Event.BranchPrepared(
                    command,
                    head,
                    parts.size(),
                    last,
                    List.copyOf(sends.subList(sent, sentTo)),
                    List.copyOf(deliveries.subList(consumed, consumedTo))));
            sent = sentTo;
            consumed = consumedTo;
        } while (sent < sends.size() || consumed < deliveries.size());
        return parts;
    }

    private static int sendsFrom(List<BranchSend> sends, int from) {
        int bytes = 0;
        int to = from;
        while (to < sends.size() && to - from < SENDS && bytes < SEND_BYTES) {
            BranchSend send = sends.get(to++);
            bytes += BYTES_PER_CHARACTER * send.destination().name().length()
                    + BYTES_PER_PLACE * send.payload().places().size();
        }
        return to;
    }
}
