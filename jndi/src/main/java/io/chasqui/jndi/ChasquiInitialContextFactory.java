package io.chasqui.jndi;

import java.util.Hashtable;
import javax.naming.Context;
import javax.naming.NamingException;
import javax.naming.spi.InitialContextFactory;

/**
 * The value for {@code java.naming.factory.initial}. The context it makes needs no server and connects to nothing
 * (Jakarta Messaging 3.1 §5.1); its names come from the environment, which may stand in a {@code jndi.properties}:
 *
 * <ul>
 *   <li>{@code java.naming.provider.url}: a connection URL; without one the broker embedded in this JVM is meant
 *   <li>{@code connectionFactory.NAME}: a connection URL, or options for the provider's URL such as
 *       {@code ?clientId=trader}, or nothing for the provider's URL as it is
 *   <li>{@code queue.NAME} and {@code topic.NAME}: what the broker calls the destination
 * </ul>
 *
 * <p>Without being asked for, there are {@code ConnectionFactory}, {@code dynamicQueues/<physical name>} and
 * {@code dynamicTopics/<physical name>}. A slash in a name makes a sub-context. The context loads no class, follows no
 * reference, and to it a name that looks like a URL is a name like any other.
 */
public final class ChasquiInitialContextFactory implements InitialContextFactory {
    /** For {@code javax.naming}, which needs a public constructor without parameters. */
    public ChasquiInitialContextFactory() {}

    /**
     * Makes the context.
     *
     * @param environment see above; keys of other providers are left alone
     * @throws javax.naming.ConfigurationException if a URL, name or key is wrong; the text names the key and says what
     *     is expected
     */
    @Override
    public Context getInitialContext(Hashtable<?, ?> environment) throws NamingException {
        return new ReadOnlyContext(EnvironmentNames.read(environment), "", environment);
    }
}
