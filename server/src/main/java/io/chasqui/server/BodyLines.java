package io.chasqui.server;

import io.chasqui.broker.event.Payload;
import io.chasqui.broker.journal.Place;
import io.chasqui.broker.journal.chronicle.JournalDirectory;
import io.chasqui.protocol.message.BodyKind;
import io.chasqui.protocol.message.MessageHeaders;
import io.chasqui.protocol.message.SealedMessage;
import io.chasqui.protocol.wire.WireFormatException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is in a message, for people. Nothing is deserialised: what is not text is shown as hexadecimal digits. */
final class BodyLines {
    private final JournalDirectory directory;

    BodyLines(JournalDirectory directory) {
        this.directory = directory;
    }

    /** Headers, properties and body, a line each; a line that says so if they cannot be read. */
    List<String> of(Payload payload) {
        try {
            ByteArrayOutputStream whole = new ByteArrayOutputStream(payload.length());
            for (Place place : payload.places()) {
                byte[] part = directory.read(place);
                if (!place.holds(part)) {
                    return List.of("!! the message does not match its checksum");
                }
                whole.writeBytes(part);
            }
            return lines(SealedMessage.of(whole.toByteArray()));
        } catch (IOException | WireFormatException unreadable) {
            return List.of("!! the message cannot be read: " + Sentence.of(unreadable));
        }
    }

    private static List<String> lines(SealedMessage message) {
        MessageHeaders headers = message.headers();
        List<String> lines = new ArrayList<>();
        lines.add("headers " + headers.identity().text() + " to " + headers.destination()
                + (headers.replyTo() == null ? "" : ", reply to " + headers.replyTo())
                + (headers.type() == null ? "" : ", type \"" + EventLine.escaped(headers.type()) + "\"")
                + (headers.correlation() == null
                        ? ""
                        : ", correlation \"" + EventLine.escaped(headers.correlation()) + "\""));
        message.properties()
                .forEach((name, value) -> lines.add("property " + name + " = " + EventLine.escaped(text(value))));
        byte[] body = message.body();
        if (message.bodyKind() == BodyKind.TEXT) {
            lines.add("text \"" + EventLine.escaped(new String(body, StandardCharsets.UTF_8)) + "\"");
        } else if (message.bodyKind() != BodyKind.EMPTY) {
            lines.add(message.bodyKind() + " " + HexFormat.of().formatHex(body));
        }
        return lines;
    }

    private static String text(@Nullable Object value) {
        return value instanceof byte[] bytes ? HexFormat.of().formatHex(bytes) : String.valueOf(value);
    }
}
