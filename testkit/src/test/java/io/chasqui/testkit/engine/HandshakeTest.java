package io.chasqui.testkit.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.chasqui.protocol.ErrorCode;
import io.chasqui.protocol.frame.AcknowledgeMode;
import io.chasqui.protocol.frame.ConnectionFrame;
import io.chasqui.protocol.frame.LinkFrame;
import io.chasqui.protocol.frame.SessionCommand;
import io.chasqui.protocol.frame.SessionEvent;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class HandshakeTest {
    @RegisterExtension
    private final EngineFixture broker = new EngineFixture();

    @Test
    void welcomesAndOpensAConnection() {
        ScriptedClient client = broker.client();

        client.session(AcknowledgeMode.AUTO);

        assertThat(client.frames(LinkFrame.Welcome.class)).hasSize(1);
        assertThat(client.frames(ConnectionFrame.ConnectionOpened.class)).hasSize(1);
        assertThat(client.frames(SessionEvent.SessionOpened.class)).hasSize(1);
    }

    @Test
    void endsALinkThatDoesNotSayHello() {
        ScriptedClient client = broker.stranger(null);
        client.link();

        client.openConnection();

        assertThat(goodbye(client).code()).isEqualTo(ErrorCode.PROTOCOL);
        assertThat(client.linked()).isFalse();
    }

    @Test
    void refusesAnUnknownUser() {
        broker.authenticate((user, password) -> null);
        ScriptedClient client = broker.stranger(null);
        client.link();

        client.hello();

        assertThat(goodbye(client).code()).isEqualTo(ErrorCode.AUTHENTICATION);
        assertThat(client.linked()).isFalse();
    }

    @Test
    void refusesANewerProtocol() {
        ScriptedClient client = broker.stranger(null);
        client.link();

        client.send(new LinkFrame.Hello(1000, 1001, 0, null, null, 0, "script"));

        assertThat(goodbye(client).code()).isEqualTo(ErrorCode.VERSION);
    }

    @Test
    void refusesAClientIdentifierThatIsInUse() {
        broker.client("accounts");

        ScriptedClient second = broker.client("accounts");

        assertThat(second.frames(ConnectionFrame.ConnectionRefused.class))
                .singleElement()
                .satisfies(refused -> assertThat(refused.code()).isEqualTo(ErrorCode.CLIENT_IDENTIFIER));
    }

    @Test
    void doesNotPunishWhatWasPipelinedBehindARefusedConnection() {
        broker.client("accounts");
        ScriptedClient second = broker.stranger("accounts");
        second.link();
        second.hello();

        second.together(() -> {
            second.openConnection();
            second.session(AcknowledgeMode.AUTO).send(Names.QUEUE, "a");
        });

        assertThat(second.linked()).isTrue();
        assertThat(second.frames(SessionEvent.class)).isEmpty();
        assertThat(broker.state().queue(Names.QUEUE)).isNull();
    }

    @Test
    void givesAClientIdentifierFreeWhenItsConnectionCloses() {
        ScriptedClient first = broker.client("accounts");
        first.close();

        ScriptedClient second = broker.client("accounts");

        assertThat(second.frames(ConnectionFrame.ConnectionOpened.class)).hasSize(1);
    }

    @Test
    void givesAClientIdentifierFreeWhenItsLinkIsLost() {
        ScriptedClient first = broker.client("accounts");
        first.loseLink();
        broker.pass(Duration.ofSeconds(11));

        ScriptedClient second = broker.client("accounts");

        assertThat(second.frames(ConnectionFrame.ConnectionOpened.class)).hasSize(1);
    }

    @Test
    void answersPings() {
        ScriptedClient client = broker.client();

        client.send(new LinkFrame.Ping(17));

        assertThat(client.frames(LinkFrame.Pong.class)).containsExactly(new LinkFrame.Pong(17));
    }

    @Test
    void endsALinkThatUsesAnUnknownConnection() {
        ScriptedClient client = broker.client();

        client.send(new SessionCommand.Rollback(99, 1, 1, 1, List.of()));

        assertThat(goodbye(client).code()).isEqualTo(ErrorCode.PROTOCOL);
    }

    @Test
    void ignoresCreditForWhatIsNotThereAnyMore() {
        ScriptedClient client = broker.client();

        client.send(new SessionCommand.Flow(99, 1, 1, 1, 5, false));
        client.send(new SessionCommand.Flow(1, 99, 1, 1, 5, false));

        assertThat(client.linked()).isTrue();
    }

    private static LinkFrame.Goodbye goodbye(ScriptedClient client) {
        List<LinkFrame.Goodbye> all = client.frames(LinkFrame.Goodbye.class);
        assertThat(all).hasSize(1);
        return all.get(0);
    }
}
