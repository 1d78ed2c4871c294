/**
 * The standalone broker and its command line: {@code chasqui broker} runs the engine behind a TCP acceptor until a
 * signal or a failed journal ends it; {@code chasqui send} and {@code chasqui receive} are ordinary JMS clients that
 * move lines between files and destinations. Nothing here decides anything about messages.
 */
@NullMarked
package io.chasqui.server;

import org.jspecify.annotations.NullMarked;
