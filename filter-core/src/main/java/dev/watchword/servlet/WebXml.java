package dev.watchword.servlet;

import jakarta.servlet.ServletContext;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashSet;
import java.util.Set;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * What the application's web.xml says of its filters, for which the servlet API has no question.
 */
final class WebXml {
  private static final String PATH = "/WEB-INF/web.xml";

  private WebXml() {}

  /** The names of filters that are declared without {@code async-supported}; none if unreadable. */
  static Set<String> filtersWithoutAsync(ServletContext context) {
    try (InputStream file = context.getResourceAsStream(PATH)) {
      return file == null ? Set.of() : filtersWithoutAsync(file);
    } catch (IOException | XMLStreamException unreadable) {
      return Set.of(); // the server has read it, and has the last word about it
    }
  }

  private static Set<String> filtersWithoutAsync(InputStream file) throws XMLStreamException {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    XMLStreamReader xml = factory.createXMLStreamReader(file);
    Set<String> found = new HashSet<>();
    while (xml.hasNext()) {
      if (xml.next() == XMLStreamReader.START_ELEMENT && xml.getLocalName().equals("filter")) {
        addIfWithoutAsync(xml, found);
      }
    }
    return found;
  }

  private static void addIfWithoutAsync(XMLStreamReader xml, Set<String> found)
      throws XMLStreamException {
    String name = "";
    boolean async = false;
    int depth = 1;
    while (depth > 0) {
      int event = xml.next();
      if (event == XMLStreamReader.END_ELEMENT) {
        depth--;
      } else if (event == XMLStreamReader.START_ELEMENT) {
        switch (xml.getLocalName()) {
          case "filter-name" -> name = xml.getElementText().strip();
          case "async-supported" -> async = xml.getElementText().strip().equals("true");
          default -> depth++;
        }
      }
    }
    if (!async) {
      found.add(name);
    }
  }
}
