/** Tests of the runner. */
@NullMarked
package io.chasqui.tck;

import org.jspecify.annotations.NullMarked;
