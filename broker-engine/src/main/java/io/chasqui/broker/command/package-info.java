/**
 * Decides. Commands are the numbered frames of a session; a decider looks at the state and answers with the facts that
 * follow, or with a refusal. It changes nothing itself.
 */
@NullMarked
package io.chasqui.broker.command;

import org.jspecify.annotations.NullMarked;
