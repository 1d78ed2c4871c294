/**
 * A Spring Boot application that sends orders, ships them and hears of the shipments, each step through a queue. The
 * broker is inside the application unless {@code chasqui.url} names another one.
 */
@NullMarked
package io.chasqui.samples.spring.orders;

import org.jspecify.annotations.NullMarked;
