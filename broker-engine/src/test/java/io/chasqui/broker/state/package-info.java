/** The state's compact structures. */
@NullMarked
package io.chasqui.broker.state;

import org.jspecify.annotations.NullMarked;
