/** Tests of the command line, and of the distribution as a user runs it. */
@NullMarked
package io.chasqui.server;

import org.jspecify.annotations.NullMarked;
