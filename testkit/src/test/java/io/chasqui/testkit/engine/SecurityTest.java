package io.chasqui.testkit.engine;

import static io.chasqui.testkit.engine.Names.OTHER;
import static io.chasqui.testkit.engine.Names.QUEUE;
import static io.chasqui.testkit.engine.Names.TOPIC;
import static io.chasqui.testkit.engine.Names.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import io.chasqui.broker.security.Authorizer.Action;
import io.chasqui.protocol.ErrorCode;
import io.chasqui.protocol.frame.AcknowledgeMode;
import io.chasqui.protocol.frame.ConnectionFrame;
import io.chasqui.protocol.frame.ConsumerKind;
import io.chasqui.protocol.frame.LinkFrame;
import io.chasqui.protocol.frame.SessionCommand;
import io.chasqui.protocol.frame.SessionEvent;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class SecurityTest {
    private final Set<Action> forbidden = EnumSet.noneOf(Action.class);

    @RegisterExtension
    private final EngineFixture broker =
            new EngineFixture().authorize((user, action, destination) -> !forbidden.contains(action));

    @Test
    void sendsWhereQueuesMayNotBeCreatedOnlyToThoseThatAreThere() {
        ScriptedSession session = broker.client().session(AcknowledgeMode.AUTO);
        session.send(QUEUE, "a");
        forbidden.add(Action.CREATE);

        long existing = session.send(QUEUE, "b");
        long missing = session.send(OTHER, "c");

        assertThat(session.confirmed(existing)).isTrue();
        assertRefused(session, missing, ErrorCode.AUTHORIZATION);
        assertThat(broker.state().queue(OTHER)).isNull();
    }

    @Test
    void opensConsumersWhereQueuesMayNotBeCreatedOnlyOnThoseThatAreThere() {
        ScriptedSession session = broker.client().session(AcknowledgeMode.AUTO);
        session.send(QUEUE, "a");
        forbidden.add(Action.CREATE);

        ScriptedConsumer there = session.consumer(QUEUE, 1);
        long missing = open(session, ConsumerKind.QUEUE);

        assertThat(there.receiveTexts()).containsExactly("a");
        assertRefused(session, missing, ErrorCode.AUTHORIZATION);
        assertThat(broker.state().queue(OTHER)).isNull();
    }

    @Test
    void opensDurableSubscriptionsWhereTheyMayNotBeCreatedOnlyIfTheyAreThere() {
        ScriptedSession session = broker.client("accounts").session(AcknowledgeMode.AUTO);
        ScriptedConsumer first = session.durable(TOPIC, "known", null, 1);
        first.close();
        forbidden.add(Action.CREATE);

        ScriptedConsumer known = session.durable(TOPIC, "known", null, 1);
        session.durable(TOPIC, "new", null, 1);
        session.send(TOPIC, "a");

        assertThat(known.receiveTexts()).containsExactly("a");
        assertThat(broker.state().subscriptions(TOPIC.name())).hasSize(1);
    }

    @Test
    void unsubscribesOnlyThoseWhoMayConsume() {
        ScriptedSession session = broker.client("accounts").session(AcknowledgeMode.AUTO);
        session.durable(TOPIC, "known", null, 1).close();
        forbidden.add(Action.CONSUME);

        long refused = session.unsubscribe("known");
        forbidden.clear();
        long done = session.unsubscribe("known");

        assertRefused(session, refused, ErrorCode.AUTHORIZATION);
        assertThat(session.confirmed(done)).isTrue();
        assertThat(broker.state().subscriptions(TOPIC.name())).isEmpty();
    }

    @Test
    void asksBrowsersForAPermissionOfTheirOwn() {
        ScriptedSession session = broker.client().session(AcknowledgeMode.AUTO);
        session.send(OTHER, "a");
        forbidden.add(Action.BROWSE);

        long browsing = open(session, ConsumerKind.BROWSER);
        long consuming = open(session, ConsumerKind.QUEUE);

        assertRefused(session, browsing, ErrorCode.AUTHORIZATION);
        assertThat(session.refusal(consuming)).isNull();
    }

    @Test
    void namesUserActionAndDestinationWhenItRefuses() {
        forbidden.add(Action.SEND);
        ScriptedSession session = broker.client().session(AcknowledgeMode.AUTO);

        long refused = session.send(QUEUE, "a");

        SessionEvent.Refuse refusal = Objects.requireNonNull(session.refusal(refused));
        assertThat(refusal.text())
                .isEqualTo(
                        "User 'anonymous' may not send to queue orders: the permission send is needed there, which an"
                                + " administrator of the broker can grant.");
    }

    @Test
    void givesAConnectionThatLostItsLinkToItsOwnUserOnly() {
        ScriptedClient client = broker.client();
        ScriptedSession session = client.session(AcknowledgeMode.AUTO);
        client.loseLink();

        client.link();
        client.hello("mallory", null);
        client.openConnection();
        client.loseLink();
        client.reconnect();

        assertThat(client.frames(ConnectionFrame.ConnectionRefused.class))
                .singleElement()
                .satisfies(refused -> assertThat(refused.code()).isEqualTo(ErrorCode.AUTHORIZATION));
        assertThat(session.opened().resumed()).isTrue();
    }

    @Test
    void tellsWhoeverNamesNoUserHowToNameOne() {
        broker.authenticate((user, password) -> user);
        ScriptedClient client = broker.stranger(null);
        client.link();

        client.hello();

        assertThat(client.frames(LinkFrame.Goodbye.class)).singleElement().satisfies(goodbye -> {
            assertThat(goodbye.code()).isEqualTo(ErrorCode.AUTHENTICATION);
            assertThat(goodbye.text()).contains("lets nobody in without a name", "user and password");
        });
    }

    @Test
    void endsALinkOnWhichNobodySaysHello() {
        ScriptedClient client = broker.stranger(null);
        client.link();

        broker.pass(Duration.ofSeconds(29));
        boolean before = client.linked();
        broker.pass(Duration.ofSeconds(2));

        assertThat(before).isTrue();
        assertThat(client.linked()).isFalse();
    }

    private static long open(ScriptedSession session, ConsumerKind kind) {
        return session.submit(sequence ->
                new SessionCommand.OpenConsumer(1, session.number(), sequence, 77, kind, OTHER, null, null, false, 1));
    }
}
