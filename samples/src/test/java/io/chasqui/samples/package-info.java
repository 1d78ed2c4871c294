/** Tests of what the documentation shows. */
@NullMarked
package io.chasqui.samples;

import org.jspecify.annotations.NullMarked;
