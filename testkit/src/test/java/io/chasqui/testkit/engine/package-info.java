/** The engine's behaviour, frame by frame, across crashes. */
@NullMarked
package io.chasqui.testkit.engine;

import org.jspecify.annotations.NullMarked;
