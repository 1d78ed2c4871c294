/** Tests of the index against simple models. */
@NullMarked
package io.chasqui.broker.index;

import org.jspecify.annotations.NullMarked;
