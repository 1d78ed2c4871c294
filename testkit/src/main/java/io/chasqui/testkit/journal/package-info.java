/** A journal on a simulated disk: tests of the engine run without files and choose what a crash leaves behind. */
@NullMarked
package io.chasqui.testkit.journal;

import org.jspecify.annotations.NullMarked;
