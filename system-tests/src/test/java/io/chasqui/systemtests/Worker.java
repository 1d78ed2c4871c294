package io.chasqui.systemtests;

import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;

/**
 * A client with a connection of its own that works until there is nothing more to do. A connection is expected to survive
 * every crash of the broker; one that does not is noted as trouble and replaced, so that the run can go on.
 */
final class Worker implements Actor {
    private static final int CONNECTION_LIMIT = 20;

    private final String name;
    private final ConnectionFactory factory;
    private final Scene scene;
    private final Plan plan;

    Worker(String name, ConnectionFactory factory, Scene scene, Plan plan) {
        this.name = name;
        this.factory = factory;
        this.scene = scene;
        this.plan = plan;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void run() {
        for (int attempt = 0; attempt < CONNECTION_LIMIT; attempt++) {
            if (workOnOneConnection()) {
                return;
            }
        }
        scene.trouble(name, new IllegalStateException("gave up after " + CONNECTION_LIMIT + " connections"));
    }

    private boolean workOnOneConnection() {
        try (Connection connection = factory.createConnection()) {
            Turn turn = plan.open(connection);
            connection.start();
            boolean more = true;
            while (more) {
                more = turn.run();
            }
            return true;
        } catch (JMSException e) {
            scene.trouble(name, e);
            return false;
        }
    }
}
