/** Tests of who comes in and who may do what. */
@NullMarked
package io.chasqui.broker.security;

import org.jspecify.annotations.NullMarked;
