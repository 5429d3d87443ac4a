package dev.watchword.servertests;

import java.io.IOException;
import java.util.Map;

/** The two ways to guard a WAR by web.xml. */
enum Guarding {
  LISTENER {
    @Override
    void set(WarFixture app, Map<String, String> settings) throws IOException {
      for (Map.Entry<String, String> each : settings.entrySet()) {
        app.param(each.getKey(), each.getValue());
      }
    }
  },
  FILTER {
    @Override
    void set(WarFixture app, Map<String, String> settings) throws IOException {
      app.filter(settings);
    }
  };

  /** Gives the guard its settings. */
  abstract void set(WarFixture app, Map<String, String> settings) throws IOException;
}
