package dev.watchword.servlet;

import static dev.watchword.servlet.RunningApp.bearer;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** Requirement 52: a folder whose welcome file the server shows keeps the rules of both. */
@EachServer
class WelcomeFileTest extends ServletAppTest {
  private static final String SECRET = LiveTokens.secret();
  private static final String ALICE = bearer(LiveTokens.of(SECRET, "alice"));

  @Override
  ServletApp application() {
    TestPage page = (request, response) -> response.getWriter().print("page");
    return ServletApp.with(SECRET)
        .welcomeFile("index.html")
        .set("rules", "half,shut,staff")
        .set("rule.half", "/half/ optional")
        .set("rule.shut", "/shut/index.html deny")
        .set("rule.staff", "/staff/ role staff")
        .set("public", "/,/index.html,/docs/,/docs/index.html,/shut/")
        .page("/index.html", page)
        .page("/docs/index.html", page)
        .page("/half/index.html", page)
        .page("/shut/index.html", page)
        .page("/staff/index.html", page)
        .page("/other/index.html", page);
  }

  private void gets(int status, String path, String... headers) throws Exception {
    assertEquals(status, site.get(path, headers).status(), path);
  }

  /** Without files, Jetty and Undertow find no welcome file here; it is not refused. */
  private int open() {
    return container == Container.TOMCAT ? 200 : 404;
  }

  @Test
  void folderAndFileThatAreOpen_areOpen() throws Exception {
    gets(200, "/index.html");
    gets(200, "/docs/index.html");
    for (String path : new String[] {"/", "/?x=1", "/docs/"}) {
      gets(open(), path);
      gets(open(), path, ALICE);
    }
  }

  @Test
  void folderAndFileOfTwoRules_keepBoth() throws Exception {
    gets(401, "/other/");
    if (container == Container.TOMCAT) { // the others forward, and judge the file then
      gets(401, "/half/");
      gets(200, "/half/", ALICE);
      gets(403, "/staff/", ALICE);
      gets(403, "/shut/", ALICE);
    }
    gets(403, "/staff/", ALICE);
  }

  @Test
  void otherSpellings_areNoWelcomeFile() throws Exception {
    for (String path : new String[] {"/shut/index.html", "/shut//", "/shut/./", "/shut/;x"}) {
      int status = site.get(path).status();
      assertTrue(status >= 400, path + ": " + status);
    }
  }
}
