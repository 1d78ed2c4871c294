package io.chasqui.jms.client;

import io.chasqui.protocol.frame.SessionCommand;
import io.chasqui.protocol.message.SealedMessage;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * A message on its way into a session's conversation.
 *
 * @param message the sealed message
 * @param frames makes its frame once the sequence is known
 * @param onAnswer hears the answer, or null
 */
record SendRequest(
        SealedMessage message,
        LongFunction<SessionCommand> frames,
        @Nullable Consumer<@Nullable Failure> onAnswer) {}
