/** Journals that earlier versions have written: they open, with the same state, in every later version. */
@NullMarked
package io.chasqui.testkit.golden;

import org.jspecify.annotations.NullMarked;
