package io.chasqui.broker.state;

import io.chasqui.broker.event.BranchSend;
import io.chasqui.broker.event.BranchSendMoved;
import io.chasqui.broker.event.Event;
import io.chasqui.broker.event.Target;
import org.jspecify.annotations.Nullable;

/**
 * Applies what happens to prepared branches. What a branch holds is locked by being held by the branch: nobody delivers
 * or expires a message that has a holder. The head of a segment repeats the events of branches; a branch that is known
 * does not change by them.
 */
final class BranchApplier {
    private final BrokerState state;

    BranchApplier(BrokerState state) {
        this.state = state;
    }

    void prepared(Event.BranchPrepared event) {
        BranchState branch = state.branches().find(event.head().number());
        if (branch == null && event.part() == 0) {
            branch = new BranchState(event.head());
            state.branches().add(branch);
        }
        if (branch == null || !branch.expects(event.part())) {
            return;
        }
        branch.add(event.sends(), event.deliveries(), event.last());
        for (BranchSend send : event.sends()) {
            state.payloads().retain(send.payload());
        }
        for (Target target : event.deliveries()) {
            MessageEntry entry = state.find(target.queue(), target.sequence());
            if (entry != null) {
                state.observer().entryLocked(entry);
                entry.holdBy(branch);
            }
        }
    }

    void sendMoved(BranchSendMoved event) {
        BranchState branch = state.branches().find(event.branch());
        if (branch != null && event.send() < branch.sends().size()) {
            BranchSend send = branch.sends().get(event.send());
            state.payloads().placed(send.payload(), event.payload().places());
        }
    }

    void ended(Event.BranchEnded event) {
        BranchState branch = state.branches().find(event.branch());
        if (branch != null) {
            letGo(branch);
            state.branches().remove(branch);
        }
    }

    void decided(Event.BranchDecided event) {
        BranchState branch = state.branches().find(event.branch());
        if (branch != null && branch.decision() == BranchState.Decision.NONE) {
            letGo(branch);
            branch.decide(event.committed());
        }
    }

    private void letGo(BranchState branch) {
        for (BranchSend send : branch.sends()) {
            state.payloads().release(send.payload());
        }
        for (Target target : branch.deliveries()) {
            @Nullable MessageEntry entry = state.find(target.queue(), target.sequence());
            if (entry != null && entry.holder() == branch) {
                entry.holdBy(null);
                state.observer().entryUnlocked(entry);
            }
        }
        branch.clear();
    }
}
