package dev.watchword.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FileTextTest {
  private static final String MARK = "\uFEFF";

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({"'', ''", "a, a", "MARK, ''", "MARKa, a", "aMARK, aMARK", "MARKMARKa, MARKa"})
  void byteOrderMarkInFront_isLeftOut(String in, String expected) throws IOException {
    String text = in.replace("MARK", MARK);
    String kept = expected.replace("MARK", MARK);
    Path file = Files.writeString(folder.resolve("file"), text);
    assertEquals(kept, FileText.read(file, 20));
    StringBuilder read = new StringBuilder();
    try (BufferedReader rest = new BufferedReader(FileText.withoutMark(new StringReader(text)))) {
      rest.lines().forEach(read::append);
    }
    assertEquals(kept, read.toString());
  }

  @ParameterizedTest
  @CsvSource({"16383, 16384", "16384, 16384", "8192, 8192", "1, 1024"})
  void sizeUpToLargest_isRead(int size, int largest) throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "x".repeat(size));
    assertEquals(size, FileText.read(file, largest).length());
  }

  @Test
  void whatIsNoSuchFile_isRefused() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "x".repeat(1025));
    assertRefused("the file is larger than 1 KiB", file);
    assertRefused("the file is a folder, a pipe or a device", folder);
    assertThrows(NoSuchFileException.class, () -> FileText.read(folder.resolve("none"), 1024));
    Files.write(file, new byte[] {(byte) 0xFF});
    assertThrows(CharacterCodingException.class, () -> FileText.read(file, 1024));
  }

  private static void assertRefused(String sentence, Path file) {
    assertEquals(
        sentence,
        assertThrows(IllegalArgumentException.class, () -> FileText.read(file, 1024)).getMessage());
  }

  @Test
  void configurationWithByteOrderMark_isReadFromItsFirstLineOn() throws IOException {
    Path config = folder.resolve("META-INF/microprofile-config.properties");
    Files.createDirectories(folder.resolve("META-INF"));
    Files.writeString(config, MARK + "watchword.realm=first\nwatchword.answers=full\n");
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    try (URLClassLoader loader = new URLClassLoader(new URL[] {folder.toUri().toURL()}, null)) {
      thread.setContextClassLoader(loader);
      List<SettingSource> sources = new ProcessSources(Map.of(), new Properties()).direct();
      assertEquals("first", new Settings(sources).text("watchword.realm"));
      assertEquals("full", new Settings(sources).text("watchword.answers"));
    } finally {
      thread.setContextClassLoader(before);
    }
  }
}
