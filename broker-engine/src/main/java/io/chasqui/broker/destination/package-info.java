/** How settings and permissions say which destinations they are about: patterns over names, and tables of them. */
@NullMarked
package io.chasqui.broker.destination;

import org.jspecify.annotations.NullMarked;
