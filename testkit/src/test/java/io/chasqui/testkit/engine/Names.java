package io.chasqui.testkit.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.chasqui.protocol.ErrorCode;
import io.chasqui.protocol.frame.SessionEvent;
import io.chasqui.protocol.message.Destination;

/** Destinations of the tests, and a word about refusals. */
final class Names {
    static final Destination QUEUE = Destination.queue("orders");
    static final Destination OTHER = Destination.queue("invoices");
    static final Destination TOPIC = Destination.topic("prices");

    private Names() {}

    static void assertRefused(ScriptedSession session, long sequence, ErrorCode code) {
        SessionEvent.Refuse refusal = session.refusal(sequence);
        assertThat(refusal).as("refusal of command %s", sequence).isNotNull();
        if (refusal != null) {
            assertThat(refusal.code()).isEqualTo(code);
            assertThat(refusal.text()).isNotBlank();
        }
    }
}
