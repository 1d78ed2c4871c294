/**
 * Messages as applications see them: headers, typed properties with the conversions of Jakarta Messaging 3.1 §3.5.4, and
 * bodies; and the way from and to the sealed bytes that travel. Nothing here knows connections or sessions.
 */
@NullMarked
package io.chasqui.jms.message;

import org.jspecify.annotations.NullMarked;
