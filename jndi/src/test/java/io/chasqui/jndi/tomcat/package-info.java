/** Administered objects in the naming service of a real server, an embedded Apache Tomcat. */
@NullMarked
package io.chasqui.jndi.tomcat;

import org.jspecify.annotations.NullMarked;
