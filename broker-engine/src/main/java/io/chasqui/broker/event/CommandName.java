package io.chasqui.broker.event;

/**
 * The session command that caused an event, so that the session's duplicate window moves on with it atomically.
 *
 * @param session number of the session's window, 0 for none
 * @param sequence the command's number in the session
 */
public record CommandName(int session, long sequence) {
    /** No command of a session: the broker itself. */
    public static final CommandName NONE = new CommandName(0, 0);
}
