package dev.watchword.servertests;

import org.apache.catalina.Context;
import org.apache.catalina.LifecycleState;
import org.apache.catalina.servlets.DefaultServlet;
import org.apache.catalina.startup.Tomcat;
import org.apache.coyote.http2.Http2Protocol;

/**
 * Runs web applications on Tomcat until its standard input ends. Arguments: a working directory,
 * then a context path and a directory for each application.
 */
final class TomcatLauncher {
  private TomcatLauncher() {}

  public static void main(String[] args) throws Exception {
    Tomcat tomcat = new Tomcat();
    tomcat.setBaseDir(args[0]);
    tomcat.setAddDefaultWebXmlToWebapp(false); // which wants JSP; of its servlets we need one
    tomcat.setPort(0);
    tomcat.getConnector().setProperty("address", "127.0.0.1");
    tomcat.getConnector().addUpgradeProtocol(new Http2Protocol());
    Context[] contexts = new Context[(args.length - 1) / 2];
    for (int i = 0; i < contexts.length; i++) {
      contexts[i] = tomcat.addWebapp(args[2 * i + 1], args[2 * i + 2]);
      // As conf/web.xml of an installed Tomcat has it, but without its types of files
      Tomcat.addServlet(contexts[i], "default", DefaultServlet.class.getName()).addMapping("/");
    }
    tomcat.start();
    for (Context context : contexts) {
      if (context.getState() != LifecycleState.STARTED) {
        System.out.println("failed " + context.getPath());
      }
    }
    System.out.println("ready " + tomcat.getConnector().getLocalPort());
    while (System.in.read() >= 0) {
      // the process that started this one is still there
    }
    tomcat.stop();
    tomcat.destroy();
  }
}
