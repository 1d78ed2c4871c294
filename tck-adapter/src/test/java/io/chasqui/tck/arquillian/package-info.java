/** Tests that Arquillian runs in the container. */
@NullMarked
package io.chasqui.tck.arquillian;

import org.jspecify.annotations.NullMarked;
