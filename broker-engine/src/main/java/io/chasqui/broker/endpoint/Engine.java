package io.chasqui.broker.endpoint;

import io.chasqui.broker.command.DestinationLimits;
import io.chasqui.broker.command.EventSink;
import io.chasqui.broker.command.SelectorCache;
import io.chasqui.broker.deadletter.DeadLetters;
import io.chasqui.broker.dispatch.Dispatcher;
import io.chasqui.broker.event.Payload;
import io.chasqui.broker.security.Authorizer;
import io.chasqui.broker.state.BrokerState;
import io.chasqui.protocol.message.MessageSource;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * What endpoints work with, all of it only while they hold the baton.
 *
 * @param state what the broker remembers
 * @param sink where facts go
 * @param dispatcher who gets which message
 * @param selectors parsed selectors
 * @param outbox where answers go
 * @param staging where payloads go ahead of their events
 * @param limits which destinations have room
 * @param stored opens a payload that lies on the disk, or gets a place there before the journal is durable up to what was
 *     applied, for a link that reads it part by part while it writes; the link closes what it is given
 * @param deadLetters which messages are set aside, and how long others wait
 * @param authorizer who may do what
 * @param temporaries the temporary destinations
 * @param leaving shared subscriptions that wait for their last messages
 * @param clockMillis the broker's clock, which may be put forward or back
 * @param steadyMillis a clock that never is, for durations
 */
public record Engine(
        BrokerState state,
        EventSink sink,
        Dispatcher dispatcher,
        SelectorCache selectors,
        Outbox outbox,
        Staging staging,
        DestinationLimits limits,
        Function<Payload, MessageSource> stored,
        DeadLetters deadLetters,
        Authorizer authorizer,
        TemporaryDestinations temporaries,
        LeavingSubscriptions leaving,
        LongSupplier clockMillis,
        LongSupplier steadyMillis) {}
