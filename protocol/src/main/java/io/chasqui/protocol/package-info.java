/** Facts of the protocol as a whole: its versions and error codes. */
@NullMarked
package io.chasqui.protocol;

import org.jspecify.annotations.NullMarked;
