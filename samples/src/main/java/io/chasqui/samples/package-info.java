/** Small programs that show one thing each; the shortest complete one is {@link io.chasqui.samples.HelloEmbedded}. */
@NullMarked
package io.chasqui.samples;

import org.jspecify.annotations.NullMarked;
