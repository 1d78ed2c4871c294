/** Tests of what this artifact promises: that it is all an embedded user needs. */
@NullMarked
package io.chasqui.embedded;

import org.jspecify.annotations.NullMarked;
