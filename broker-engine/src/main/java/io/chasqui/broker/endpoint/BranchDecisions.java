package io.chasqui.broker.endpoint;

import io.chasqui.broker.command.BranchParts;
import io.chasqui.broker.command.Facts;
import io.chasqui.broker.command.Refusal;
import io.chasqui.broker.command.Routable;
import io.chasqui.broker.command.Router;
import io.chasqui.broker.event.BranchHead;
import io.chasqui.broker.event.BranchSend;
import io.chasqui.broker.event.CommandName;
import io.chasqui.broker.event.Event;
import io.chasqui.broker.event.Event.SubscriptionDefinition;
import io.chasqui.broker.event.Payload;
import io.chasqui.broker.event.Target;
import io.chasqui.broker.state.BranchState;
import io.chasqui.broker.state.QueueState;
import io.chasqui.protocol.ErrorCode;
import io.chasqui.protocol.frame.BranchVerb;
import io.chasqui.protocol.frame.SessionCommand;
import io.chasqui.protocol.message.SealedMessage;
import io.chasqui.protocol.message.Xid;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Prepares, commits and rolls back transaction branches. A commit writes the same events as that of a local transaction,
 * so messages get their number, and their place in the queue, when the branch commits; the branch's own event stands
 * beside them in one batch or chain.
 */
final class BranchDecisions {
    private final Engine engine;
    private final Branches branches;
    private final Redelivery redelivery;

    BranchDecisions(Engine engine, Branches branches) {
        this.engine = engine;
        this.branches = branches;
        this.redelivery = new Redelivery(engine);
    }

    static Refusal unknown(Xid xid) {
        return new Refusal(
                ErrorCode.XA_UNKNOWN,
                "Branch " + xid + " is not known: it was completed, rolled back, or never begun here.");
    }

    static Refusal heuristic(BranchState decided) {
        return decided.decision() == BranchState.Decision.COMMITTED
                ? new Refusal(
                        ErrorCode.XA_HEURISTIC_COMMIT,
                        "Branch " + decided.xid() + " was committed by the administrator.")
                : new Refusal(
                        ErrorCode.XA_HEURISTIC_ROLLBACK,
                        "Branch " + decided.xid() + " was rolled back by the administrator.");
    }

    /**
     * Writes down what a branch is about to do. Non-persistent messages stay in memory beside it. All of them keep the room
     * that they have taken at their destinations.
     */
    @Nullable
    Refusal prepare(ClientSession session, SessionCommand.XaDecide command, Branch branch) {
        if (branch.isEmpty()) {
            branches.forget(branch);
            return new Refusal(ErrorCode.XA_READ_ONLY, "Branch " + command.xid() + " has changed nothing.");
        }
        branch.sends().replaceAll(send -> isDurable(send) ? kept(send) : send);
        engine.staging().placeAll();
        List<BranchSend> sends = new ArrayList<>();
        List<Routable> durable = new ArrayList<>();
        for (Routable send : branch.sends()) {
            if (isDurable(send)) {
                sends.add(new BranchSend(send.destination(), send.payload()));
                durable.add(send);
            }
        }
        Acknowledgement consumed = Acknowledgement.of(branch.inFlight().all());
        Facts facts = new Facts();
        CommandName name = session.name(command.sequence(), facts);
        BranchHead head = new BranchHead(
                engine.state().branches().next(), branch.xid(), branch.owner().clientIdentifier());
        BranchParts.of(name, head, sends, consumed.durable()).forEach(facts::journal);
        session.record(facts);
        durable.forEach(send -> engine.state().payloads().release(send.payload()));
        branch.sends().removeAll(durable);
        if (branch.isEmpty()) {
            branches.forget(branch);
        }
        return null;
    }

    /** Commits a branch that was not prepared. */
    @Nullable
    Refusal commitAtOnce(ClientSession session, SessionCommand.XaDecide command, Branch branch) {
        Router router = router(queue -> branch.owner().owns(engine, queue));
        branch.sends()
                .replaceAll(send ->
                        send.persistent() && Router.keeps(engine.state(), send.destination()) ? kept(send) : send);
        engine.staging().placeAll();
        Facts facts = new Facts();
        CommandName name = session.name(command.sequence(), facts);
        commitSoftPart(branch, router, name, facts);
        engine.limits().makeRoom(facts);
        facts.journal(new Event.SessionAdvanced(name));
        session.record(facts);
        branches.dropSends(branch);
        branches.forget(branch);
        return null;
    }

    /** Rolls a branch back that was not prepared. */
    @Nullable
    Refusal rollBack(ClientSession session, SessionCommand.XaDecide command, Branch branch) {
        Facts facts = new Facts();
        CommandName name = session.name(command.sequence(), facts);
        facts.journal(new Event.SessionAdvanced(name));
        session.reached(branches.giveBack(branch, name, facts));
        branches.forget(branch);
        return null;
    }

    /** Completes a prepared branch as its manager says. */
    void complete(ClientSession session, SessionCommand.XaDecide command, BranchState prepared) {
        Facts facts = new Facts();
        CommandName name = session.name(command.sequence(), facts);
        if (command.verb() == BranchVerb.COMMIT) {
            ClientConnection manager = session.connection();
            commit(prepared, name, facts, router(queue -> isLocal(prepared, queue, manager)));
        } else {
            rollBack(prepared, name, facts);
        }
        facts.journal(new Event.BranchEnded(name, prepared.number()));
        List<Target> consumed = List.copyOf(prepared.deliveries());
        engine.limits().ended(prepared.sends());
        session.record(facts);
        completed(prepared.xid(), consumed);
    }

    /** Completes a prepared branch without its manager, who is to be told when it asks. */
    void decide(BranchState prepared, boolean commit) {
        Facts facts = new Facts();
        if (commit) {
            commit(prepared, CommandName.NONE, facts, router(queue -> isLocal(prepared, queue, null)));
        } else {
            rollBack(prepared, CommandName.NONE, facts);
        }
        facts.journal(new Event.BranchDecided(prepared.number(), commit));
        List<Target> consumed = List.copyOf(prepared.deliveries());
        engine.limits().ended(prepared.sends());
        engine.sink().record(facts);
        completed(prepared.xid(), consumed);
    }

    /** A restart forgets which connection has sent; the one that decides is most likely the same. */
    private boolean isLocal(BranchState prepared, QueueState queue, @Nullable ClientConnection manager) {
        SubscriptionDefinition definition = queue.subscription();
        if (definition != null && definition.durable()) {
            String sender = prepared.head().sender();
            return sender != null && sender.equals(definition.clientIdentifier());
        }
        return manager != null && manager.owns(engine, queue);
    }

    /** What a branch has given back waits; its soft part is done with. */
    private void completed(Xid xid, List<Target> consumed) {
        redelivery.deferReturned(consumed);
        Branch soft = branches.find(xid);
        if (soft != null) {
            engine.dispatcher().giveBack(soft.inFlight().all());
            branches.dropSends(soft);
            branches.forget(soft);
        }
    }

    void forget(ClientSession session, SessionCommand.XaDecide command, BranchState decided) {
        Facts facts = new Facts();
        facts.journal(new Event.BranchEnded(session.name(command.sequence(), facts), decided.number()));
        session.record(facts);
    }

    private void commit(BranchState prepared, CommandName name, Facts facts, Router router) {
        for (BranchSend send : prepared.sends()) {
            SealedMessage message = engine.staging().head(send.payload());
            long nowMillis = engine.clockMillis().getAsLong();
            router.accept(name, Routable.of(send.destination(), message, send.payload(), nowMillis), facts);
        }
        new Acknowledgement(prepared.deliveries(), List.of(), 0).addTo(facts, name);
        Branch soft = branches.find(prepared.xid());
        if (soft != null) {
            commitSoftPart(soft, router, name, facts);
        }
        engine.limits().makeRoom(facts);
    }

    private void rollBack(BranchState prepared, CommandName name, Facts facts) {
        redelivery.release(prepared, name, facts);
        Branch soft = branches.find(prepared.xid());
        if (soft != null) {
            Acknowledgement.of(soft.inFlight().all()).releaseTo(facts, name);
        }
    }

    private static void commitSoftPart(Branch branch, Router router, CommandName name, Facts facts) {
        for (Routable send : branch.sends()) {
            router.accept(name, send, facts);
        }
        Acknowledgement.of(branch.inFlight().all()).addTo(facts, name);
    }

    /** Whether a prepared branch keeps it over a restart; who will subscribe to a topic by then is not known. */
    private static boolean isDurable(Routable send) {
        return send.persistent() && !send.destination().isTemporary();
    }

    /** The message with bytes that the journal keeps. */
    private Routable kept(Routable send) {
        Payload payload = send.payload();
        if (payload.persistent()) {
            return send;
        }
        Payload kept = engine.staging().keep(payload);
        engine.state().payloads().release(payload);
        return send.with(kept);
    }

    private Router router(Predicate<QueueState> local) {
        return new Router(engine.state(), engine.selectors(), engine.staging()::head, local);
    }
}
