package io.chasqui.jndi;

import io.chasqui.jms.ChasquiConnectionFactory;
import java.util.Hashtable;
import javax.naming.ConfigurationException;
import javax.naming.Context;
import javax.naming.NamingException;
import javax.naming.spi.InitialContextFactory;

/**
 * The value for {@code java.naming.factory.initial}. The context it makes needs no server: it knows
 * {@code ConnectionFactory}, which connects to the URL in {@code java.naming.provider.url} (without one, to an embedded
 * broker), and makes {@code dynamicQueues/<name>} and {@code dynamicTopics/<name>} when they are looked up.
 */
public final class ChasquiInitialContextFactory implements InitialContextFactory {
    /** For {@code javax.naming}, which needs a public constructor without parameters. */
    public ChasquiInitialContextFactory() {}

    /**
     * Makes the context.
     *
     * @param environment {@code java.naming.provider.url} is read; everything else is left alone
     * @throws ConfigurationException if the URL is no connection URL; the text says what is expected
     */
    @Override
    public Context getInitialContext(Hashtable<?, ?> environment) throws NamingException {
        Object url = environment.get(Context.PROVIDER_URL);
        try {
            ChasquiConnectionFactory factory =
                    url == null ? new ChasquiConnectionFactory() : new ChasquiConnectionFactory(url.toString());
            return new ReadOnlyContext(factory, environment);
        } catch (IllegalArgumentException badUrl) {
            ConfigurationException refusal =
                    new ConfigurationException(Context.PROVIDER_URL + ": " + badUrl.getMessage());
            refusal.initCause(badUrl);
            throw refusal;
        }
    }
}
