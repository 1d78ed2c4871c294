/** Programs that the user guide shows. What stands between two tags there is shown word for word. */
@NullMarked
package io.chasqui.samples.guide;

import org.jspecify.annotations.NullMarked;
