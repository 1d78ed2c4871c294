/** Tests of what tests stand on. */
@NullMarked
package io.chasqui.testkit;

import org.jspecify.annotations.NullMarked;
