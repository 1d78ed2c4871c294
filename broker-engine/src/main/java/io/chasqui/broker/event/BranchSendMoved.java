package io.chasqui.broker.event;

/**
 * A message that a prepared branch is to send lies elsewhere now: its bytes were copied so that the segment where they were
 * can go. If the branch is over by then it changes nothing.
 *
 * @param branch number of the branch
 * @param send which of its messages, counted from 0
 * @param payload the sealed message at its new places
 */
public record BranchSendMoved(int branch, int send, Payload payload) implements Event.OfBranches {
    @Override
    public EventKind kind() {
        return EventKind.BRANCH_SEND_MOVED;
    }
}
