package dev.watchword.servertests;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.catalina.Context;
import org.apache.catalina.core.ThreadLocalLeakPreventionListener;
import org.apache.catalina.servlets.DefaultServlet;
import org.apache.catalina.startup.Tomcat;

/**
 * Runs a web application on Tomcat, and deploys it anew for each line of its standard input. When
 * that ends it takes the application away, and says what is left of it. Arguments: a working
 * directory, a context path and the directory of the application.
 */
final class TomcatRedeployer {
  private static final int MOST_LOOKS = 200;
  private static final long BETWEEN_LOOKS = 50;

  /** Of a type that the server's own class loader knows. */
  private record Box(Box inner) {}

  private final Tomcat tomcat = new Tomcat();
  private final List<WeakReference<ClassLoader>> loaders = new ArrayList<>();

  private TomcatRedeployer() {}

  public static void main(String[] args) throws Exception {
    TomcatRedeployer server = new TomcatRedeployer();
    server.start(args[0]);
    server.deployForEachLine(args[1], args[2]);
    compareBoxes();
    server.sayWhatIsLeft(); // in a frame that holds no application
    server.tomcat.stop();
    server.tomcat.destroy();
  }

  private void start(String directory) throws Exception {
    tomcat.setBaseDir(directory);
    tomcat.setAddDefaultWebXmlToWebapp(false);
    tomcat.setPort(0);
    tomcat.getConnector().setProperty("address", "127.0.0.1");
    tomcat.getHost(); // before the start, so that the listener hears of its applications
    // As conf/server.xml has it: Tomcat's own threads may keep an application's class loader.
    tomcat.getServer().addLifecycleListener(new ThreadLocalLeakPreventionListener());
    tomcat.start();
  }

  private void deployForEachLine(String path, String directory) throws Exception {
    Context context = deploy(path, directory);
    for (int read = System.in.read(); read >= 0; read = System.in.read()) {
      remove(context);
      context = deploy(path, directory);
    }
    remove(context);
  }

  private Context deploy(String path, String directory) {
    Context context = tomcat.addWebapp(path, directory);
    Tomcat.addServlet(context, "default", DefaultServlet.class.getName()).addMapping("/");
    loaders.add(new WeakReference<>(context.getLoader().getClassLoader()));
    System.out.println("ready " + tomcat.getConnector().getLocalPort());
    return context;
  }

  private void remove(Context context) throws Exception {
    tomcat.getHost().removeChild(context); // which stops and destroys it
  }

  /**
   * Java 17 itself keeps the type of the last record that was compared or shown (JDK-8078641, not
   * so from 18 on), one for the whole server: this takes the place of an application's.
   */
  private static void compareBoxes() {
    Box box = new Box(new Box(null));
    if (box.equals(box.inner()) || box.hashCode() != 0 || box.toString().isEmpty()) {
      throw new AssertionError(box);
    }
  }

  private void sayWhatIsLeft() throws InterruptedException {
    for (int i = 0; i < MOST_LOOKS && loaded() > 0; i++) {
      Thread.sleep(BETWEEN_LOOKS); // for what the collector leaves to others
    }
    List<String> threads = new ArrayList<>();
    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      if (thread.getName().toLowerCase(Locale.ROOT).contains("watchword")) {
        threads.add(thread.getName());
      }
    }
    System.out.println(
        "of " + loaders.size() + " class loaders " + loaded() + " are left, threads " + threads);
  }

  private long loaded() {
    System.gc();
    return loaders.stream().filter(loader -> !loader.refersTo(null)).count();
  }
}
