/**
 * What has happened: the closed set of facts from which the broker's durable state follows, and how they lie in a
 * journal batch. A fact's code is never reused and its meaning never changes.
 */
@NullMarked
package io.chasqui.broker.event;

import org.jspecify.annotations.NullMarked;
