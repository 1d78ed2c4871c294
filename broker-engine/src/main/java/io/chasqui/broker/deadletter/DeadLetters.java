package io.chasqui.broker.deadletter;

import io.chasqui.broker.command.DestinationLimits;
import io.chasqui.broker.command.Facts;
import io.chasqui.broker.command.Targets;
import io.chasqui.broker.destination.DestinationPolicies;
import io.chasqui.broker.destination.DestinationPolicy;
import io.chasqui.broker.event.CommandName;
import io.chasqui.broker.event.Event;
import io.chasqui.broker.event.Target;
import io.chasqui.broker.state.BrokerState;
import io.chasqui.broker.state.MessageEntry;
import io.chasqui.protocol.message.Destination;
import io.chasqui.protocol.message.PropertyCodec;
import io.chasqui.protocol.wire.WireWriter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Decides which messages are set aside, and where. A message that was set aside once stays where it is: a consumer of a
 * dead-letter queue that fails gets it again, later and later, but it does not wander on.
 */
public final class DeadLetters {
    /** Property of a message that was set aside: where it was, for example {@code queue orders}. */
    public static final String ORIGIN = "JMS_Chasqui_Origin";

    /** Property of a message that was set aside: {@code DELIVERIES_EXHAUSTED} or {@code EXPIRED}. */
    public static final String REASON = "JMS_Chasqui_Reason";

    /** Property of a message that was set aside: how often it was delivered before. */
    public static final String DELIVERY_COUNT = "JMS_Chasqui_DeliveryCount";

    /** Property of a message that was set aside: the consumer that failed last. */
    public static final String LAST_CONSUMER = "JMS_Chasqui_LastConsumer";

    /** Property of a message that was set aside: when, in milliseconds of the broker's clock. */
    public static final String SET_ASIDE_AT = "JMS_Chasqui_SetAsideAt";

    private final BrokerState state;
    private final DestinationPolicies policies;
    private final DestinationLimits limits;
    private final LongSupplier clockMillis;

    /**
     * Decides over one state.
     *
     * @param state where messages are
     * @param policies what is to happen to them
     * @param limits makes room in the queues they go to
     * @param clockMillis the broker's clock
     */
    public DeadLetters(
            BrokerState state, DestinationPolicies policies, DestinationLimits limits, LongSupplier clockMillis) {
        this.state = state;
        this.policies = policies;
        this.limits = limits;
        this.clockMillis = clockMillis;
    }

    /** Whether the message is to be set aside if it comes back once more. */
    public boolean exhausted(MessageEntry entry) {
        int limit = policy(entry).maxDeliveries();
        return limit > 0 && entry.releases() + 1 >= limit && entry.annotations().length == 0;
    }

    /** How long a message that has come back waits for its next delivery, in milliseconds. */
    public long delayMillis(MessageEntry entry) {
        return policy(entry).backOff().delayMillis(entry.releases());
    }

    /**
     * Adds the facts of setting messages aside that have failed too often.
     *
     * @param command the rollback or release, or none
     * @param failed the messages, each with the consumer that failed last
     * @param facts receives the facts
     */
    public void exhaust(CommandName command, Map<MessageEntry, String> failed, Facts facts) {
        Targets targets = new Targets(state);
        failed.forEach((entry, lastConsumer) -> {
            Destination queue = policy(entry).deadLetterQueueOf(origin(entry));
            setAside(
                    entry,
                    targets.queue(queue, facts),
                    annotations(entry, "DELIVERIES_EXHAUSTED", lastConsumer),
                    facts);
        });
        for (List<Target> durable : Targets.inSlices(names(failed.keySet(), false))) {
            facts.journal(new Event.MessagesDeadLettered(command, durable));
        }
        List<Target> unforced = names(failed.keySet(), true);
        if (!unforced.isEmpty()) {
            facts.applyOnly(new Event.MessagesDeadLettered(CommandName.NONE, unforced));
        }
        limits.makeRoom(facts);
    }

    /** The facts of removing messages that have expired, into an expiry queue where there is one. */
    public Facts expire(List<MessageEntry> expired) {
        Facts facts = new Facts();
        Targets targets = new Targets(state);
        for (MessageEntry entry : expired) {
            Destination queue = policy(entry).expiryQueueOf(origin(entry));
            if (queue != null && entry.annotations().length == 0) {
                setAside(entry, targets.queue(queue, facts), annotations(entry, "EXPIRED", null), facts);
            }
        }
        for (List<Target> durable : Targets.inSlices(names(expired, false))) {
            facts.journal(new Event.MessagesExpired(durable));
        }
        List<Target> unforced = names(expired, true);
        if (!unforced.isEmpty()) {
            facts.applyOnly(new Event.MessagesExpired(unforced));
        }
        limits.makeRoom(facts);
        return facts;
    }

    private static void setAside(MessageEntry entry, Target target, byte[] annotations, Facts facts) {
        Event.MessageAccepted accepted =
                new Event.MessageAccepted(CommandName.NONE, List.of(target), entry.priority(), 0, 0, entry.payload());
        Event.MessageAnnotated annotated = new Event.MessageAnnotated(target, annotations);
        if (entry.payload().persistent()) {
            facts.journal(accepted);
            facts.journal(annotated);
        } else {
            facts.applyOnly(accepted);
            facts.applyOnly(annotated);
        }
    }

    private byte[] annotations(MessageEntry entry, String reason, @Nullable String lastConsumer) {
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put(ORIGIN, origin(entry).toString());
        properties.put(REASON, reason);
        boolean delivered = lastConsumer != null;
        properties.put(DELIVERY_COUNT, entry.nextDeliveryCount() - (delivered ? 0 : 1));
        if (delivered) {
            properties.put(LAST_CONSUMER, lastConsumer);
        }
        properties.put(SET_ASIDE_AT, clockMillis.getAsLong());
        WireWriter out = new WireWriter(256);
        PropertyCodec.write(out, properties);
        return out.toByteArray();
    }

    private DestinationPolicy policy(MessageEntry entry) {
        return policies.of(origin(entry));
    }

    private static Destination origin(MessageEntry entry) {
        return entry.queue().destination();
    }

    private static List<Target> names(Collection<MessageEntry> entries, boolean unforced) {
        List<Target> names = new ArrayList<>();
        for (MessageEntry entry : entries) {
            if (entry.isVolatile() == unforced) {
                names.add(new Target(entry.queue().number(), entry.sequence()));
            }
        }
        return names;
    }
}
