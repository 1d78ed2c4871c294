package io.chasqui.jndi.tomcat;

import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSRuntimeException;
import jakarta.jms.Queue;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import javax.naming.InitialContext;
import javax.naming.NamingException;

/** A servlet that finds everything in the server's own naming service. */
public final class OrderServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    // tag::lookup[]
    private transient ConnectionFactory factory;
    private transient Queue orders;

    @Override
    public void init() throws ServletException {
        try {
            InitialContext names = new InitialContext();
            factory = (ConnectionFactory) names.lookup("java:comp/env/jms/shop");
            orders = (Queue) names.lookup("java:comp/env/jms/orders");
        } catch (NamingException missing) {
            throw new ServletException("The resources of the shop are not configured.", missing);
        }
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        try (JMSContext context = factory.createContext()) {
            context.createProducer().send(orders, request.getParameter("order"));
            response.setStatus(HttpServletResponse.SC_ACCEPTED);
        } catch (JMSRuntimeException unavailable) {
            response.sendError(HttpServletResponse.SC_SERVICE_UNAVAILABLE, unavailable.getMessage());
        }
    }
    // end::lookup[]

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        try (JMSContext context = factory.createContext()) {
            String order = context.createConsumer(orders).receiveBody(String.class, 10_000);
            response.getWriter().print(order);
        }
    }
}
