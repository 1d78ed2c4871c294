package io.chasqui.jndi.tomcat;

import jakarta.annotation.Resource;
import jakarta.jms.JMSException;
import jakarta.jms.TextMessage;
import jakarta.jms.Topic;
import jakarta.jms.TopicConnection;
import jakarta.jms.TopicConnectionFactory;
import jakarta.jms.TopicSession;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** A servlet whose resources the server injects; it publishes a price to itself. */
public final class PriceServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    // tag::injection[]
    @Resource(name = "jms/audit")
    private transient TopicConnectionFactory factory;

    @Resource(name = "jms/prices")
    private transient Topic prices;
    // end::injection[]

    /** For the server. */
    public PriceServlet() {}

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        try (TopicConnection connection = factory.createTopicConnection();
                TopicSession session = connection.createTopicSession(false, TopicSession.AUTO_ACKNOWLEDGE)) {
            var subscriber = session.createSubscriber(prices);
            connection.start();
            session.createPublisher(prices).publish(session.createTextMessage("7.10"));
            TextMessage price = (TextMessage) subscriber.receive(10_000);
            response.getWriter().print(connection.getClientID() + " " + price.getText());
        } catch (JMSException failure) {
            throw new ServletException(failure);
        }
    }
}
