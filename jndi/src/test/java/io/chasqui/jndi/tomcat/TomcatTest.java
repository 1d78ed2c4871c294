package io.chasqui.jndi.tomcat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chasqui.broker.Broker;
import io.chasqui.broker.BrokerOptions;
import io.chasqui.jms.destination.ChasquiQueue;
import jakarta.jms.ConnectionFactory;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import javax.naming.Context;
import javax.naming.NamingException;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.core.StandardContext;
import org.apache.catalina.startup.ContextConfig;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.util.scan.StandardJarScanner;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server takes a context.xml with our object factory, and its servlets work with what they find. */
class TomcatTest {
    private static final List<String> SET_BY_TOMCAT = List.of(
            Context.INITIAL_CONTEXT_FACTORY,
            Context.URL_PKG_PREFIXES,
            "catalina.useNaming",
            "catalina.home",
            "catalina.base");

    @TempDir
    private Path folder;

    private final Properties before = new Properties();
    private final Tomcat tomcat = new Tomcat();
    private Broker broker;
    private StandardContext application;

    @BeforeEach
    void start() throws IOException, LifecycleException {
        before.putAll(System.getProperties());
        broker = Broker.start(BrokerOptions.embedded("shop", folder.resolve("data")));
        tomcat.setBaseDir(folder.resolve("tomcat").toString());
        tomcat.setPort(0);
        tomcat.setSilent(true);
        tomcat.getConnector();
        tomcat.enableNaming();
        application = (StandardContext) tomcat.addContext(
                "", Files.createDirectories(folder.resolve("application")).toString());
        ((StandardJarScanner) application.getJarScanner()).setScanClassPath(false);
        application.setClearReferencesThreadLocals(false);
        application.setClearReferencesRmiTargets(false);
        application.setConfigFile(TomcatTest.class.getResource("/tomcat/context.xml"));
        ContextConfig configuration = new ContextConfig();
        configuration.setDefaultWebXml(tomcat.noDefaultWebXmlPath());
        application.addLifecycleListener(configuration);
        Tomcat.addServlet(application, "orders", OrderServlet.class.getName()).addMapping("/orders");
        Tomcat.addServlet(application, "prices", PriceServlet.class.getName()).addMapping("/prices");
        tomcat.start();
    }

    @AfterEach
    void stop() throws LifecycleException {
        tomcat.stop();
        tomcat.destroy();
        broker.close();
        for (String key : SET_BY_TOMCAT) {
            if (before.containsKey(key)) {
                System.setProperty(key, before.getProperty(key));
            } else {
                System.clearProperty(key);
            }
        }
    }

    private HttpResponse<String> call(String path, String method) throws IOException, InterruptedException {
        URI uri = URI.create("http://localhost:" + tomcat.getConnector().getLocalPort() + path);
        HttpRequest request = HttpRequest.newBuilder(uri)
                .method(method, HttpRequest.BodyPublishers.noBody())
                .build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
    }

    @Test
    void looksUpWhatItsAdministratorDescribes() throws IOException, InterruptedException {
        HttpResponse<String> sent = call("/orders?order=espresso", "POST");
        HttpResponse<String> received = call("/orders", "GET");

        assertThat(sent.statusCode()).as(sent.body()).isEqualTo(202);
        assertThat(received.body()).isEqualTo("espresso");
    }

    @Test
    void injectsIntoServlets() throws IOException, InterruptedException {
        assertThat(call("/prices", "GET").body()).isEqualTo("audit 7.10");
    }

    @Test
    void saysWhatIsWrongWithAResource() throws NamingException {
        Context names = application.getNamingContextListener().getEnvContext();

        assertThat(names.lookup("jms/orders")).isEqualTo(new ChasquiQueue("shop.orders"));
        assertThatThrownBy(() -> names.lookup("jms/misspelt"))
                .isInstanceOf(NamingException.class)
                .hasMessageContaining("misspelt: A destination has exactly one property, 'physicalName'")
                .hasMessageContaining("physicalname");
    }

    @Test
    void showsNoPassword() throws NamingException {
        Object factory = application.getNamingContextListener().getEnvContext().lookup("jms/shop");

        assertThat(factory).isInstanceOf(ConnectionFactory.class);
        assertThat(factory.toString()).contains("vm:shop", "prefetch=100").doesNotContain("secret");
    }
}
