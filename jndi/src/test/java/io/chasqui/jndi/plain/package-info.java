/** What an application without a server writes, as the user guide shows it. */
@NullMarked
package io.chasqui.jndi.plain;

import org.jspecify.annotations.NullMarked;
