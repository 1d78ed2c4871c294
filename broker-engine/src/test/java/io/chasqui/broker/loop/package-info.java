/** The loop's inner parts: order of effects, the payload cache. */
@NullMarked
package io.chasqui.broker.loop;

import org.jspecify.annotations.NullMarked;
