package io.chasqui.tck.arquillian;

import org.jboss.arquillian.container.spi.client.container.DeployableContainer;
import org.jboss.arquillian.core.spi.LoadableExtension;

/** Tells Arquillian that there is a container. */
public final class ChasquiExtension implements LoadableExtension {
    /** For Arquillian, which finds it as a service. */
    public ChasquiExtension() {}

    @Override
    public void register(ExtensionBuilder builder) {
        builder.service(DeployableContainer.class, ChasquiContainer.class);
    }
}
