/** The code of the user guide. What stands between two tags is shown on its pages, and run here. */
@NullMarked
package io.chasqui.samples.guide;

import org.jspecify.annotations.NullMarked;
