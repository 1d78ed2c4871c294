/**
 * What Jakarta Messaging 3.1 promises, asked of a real broker through nothing but {@code jakarta.jms} and the connection
 * factory. Each test class runs twice: in the broker's own JVM ({@code vm:}) and over a socket ({@code tcp:}).
 */
@NullMarked
package io.chasqui.systemtests.jms;

import org.jspecify.annotations.NullMarked;
