/**
 * Message selectors (Jakarta Messaging 3.1 §3.8): from text to a checked, immutable {@link
 * io.chasqui.broker.selector.Selector}, and from there to a yes or no for one message.
 *
 * <p>The way is {@code Lexer} → {@code TokenStream} → {@code SelectorParser} → a small tree of sealed {@code
 * Expression} records which evaluate themselves in three-valued logic. The room knows nothing about messages: whoever
 * asks brings a {@link io.chasqui.broker.selector.PropertySource}. Nothing in here keeps state, reads a clock or loads
 * a class, and every input has a limit, so a selector from a stranger is safe to parse and cheap to evaluate.
 */
@NullMarked
package io.chasqui.broker.selector;

import org.jspecify.annotations.NullMarked;
