/** Events as bytes. */
@NullMarked
package io.chasqui.broker.event;

import org.jspecify.annotations.NullMarked;
