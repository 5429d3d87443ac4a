package dev.watchword.tenant;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.watchword.settings.Settings;
import dev.watchword.testing.RandomSecrets;
import dev.watchword.testing.Tokens;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What of a folder is taken from an earlier reading. */
class TenantFolderReaderTest {
  private static final Instant WRITTEN = Tokens.NOW;

  @TempDir Path folder;

  @BeforeEach
  void write() throws IOException {
    write("acme", RandomSecrets.good());
  }

  private void write(String name, String text) throws IOException {
    Path file = Files.writeString(folder.resolve(name), text);
    Files.setLastModifiedTime(file, FileTime.from(WRITTEN));
  }

  private TenantFolder read(Path location, @Nullable TenantFolder before) {
    Settings settings = new Settings(List.of());
    TenantFolder read =
        new TenantFolderReader(settings, List.of(), new ReadingContext(Tokens.NOW, 8192, Map.of()))
            .read(location.toString(), before);
    assertEquals(List.of(), settings.mistakes());
    assertEquals(Map.of(), read.bad());
    return read;
  }

  private static Tenant acme(TenantFolder folder) {
    return folder.files().get("acme").tenant();
  }

  @Test
  void sameContent_isTakenFromThere() throws IOException {
    TenantFolder before = read(folder, null);
    Path file = folder.resolve("acme");
    Files.setLastModifiedTime(file, FileTime.from(WRITTEN.plusSeconds(60)));
    assertSame(acme(before), acme(read(folder, before)));
  }

  @Test // a rewrite that keeps the time, the size and the inode
  void otherContentOfSameTime_isReadAgain() throws IOException {
    TenantFolder before = read(folder, null);
    write("acme", RandomSecrets.text(Math.toIntExact(Files.size(folder.resolve("acme")))));
    TenantFolder after = read(folder, before);
    assertNotEquals(before.tenants(), after.tenants());
    assertSame(acme(after), acme(read(folder, after)));
  }

  @Test
  void fileThatNamesOtherFile_isReadAgain() throws IOException {
    Path secret = Files.writeString(folder.resolve(".elsewhere"), RandomSecrets.good());
    Files.delete(folder.resolve("acme"));
    write("acme.properties", "secret.location=" + secret);
    TenantFolder before = read(folder, null);
    assertNotSame(acme(before), acme(read(folder, before)));
  }

  @Test
  void otherFolder_isReadAnew(@TempDir Path other) throws IOException {
    TenantFolder before = read(folder, null);
    Files.copy(folder.resolve("acme"), other.resolve("acme"), StandardCopyOption.COPY_ATTRIBUTES);
    TenantFolder after = read(other, before);
    assertNotSame(acme(before), acme(after));
    assertEquals(before.tenants(), after.tenants());
  }

  @Test
  void filesWithByteOrderMark_areReadWithoutIt() throws IOException {
    String secret = RandomSecrets.good();
    write("globex.properties", "\uFEFFsecret=" + secret + "\n");
    write("hooli", "\uFEFF" + RandomSecrets.text(40));
    TenantFolder read = read(folder, null);
    assertEquals(
        RandomSecrets.fingerprint(secret),
        read.files().get("globex").tenant().issuer().keys().get(0).fingerprint());
    assertEquals(3, read.files().size());
  }

  @Test
  void tenants_areInOrderOfTheirNames() throws IOException {
    write("zebra", RandomSecrets.good());
    write("ant", RandomSecrets.good());
    List<String> names =
        read(folder, null).tenants().stream().map(one -> one.issuer().name()).toList();
    assertEquals(List.of("acme", "ant", "zebra"), names);
  }

  /** What is remembered of a file and its secret are of one reading, whenever it is replaced. */
  @Test
  void secretReplacedMeanwhile_isOfTextThatIsRemembered() throws Exception {
    Map<Object, Tenant> byContent = new HashMap<>();
    Path[] files = {folder.resolve(".a"), folder.resolve(".b")};
    for (Path file : files) {
      write("acme", RandomSecrets.good());
      Files.copy(folder.resolve("acme"), file);
      TenantFolder read = read(folder, null);
      byContent.put(read.files().get("acme").content(), acme(read));
    }
    AtomicBoolean end = new AtomicBoolean();
    Thread writer = new Thread(() -> replaceInTurn(files, end));
    writer.start();
    try {
      for (int i = 0; i < 3000; i++) {
        TenantFolder.TenantFile read = read(folder, null).files().get("acme");
        assertEquals(byContent.get(read.content()), read.tenant());
      }
    } finally {
      end.set(true);
      writer.join();
    }
  }

  private void replaceInTurn(Path[] files, AtomicBoolean end) {
    try {
      for (int i = 0; !end.get(); i++) {
        Path next = folder.resolve(".next");
        Files.copy(files[i % files.length], next);
        Files.move(next, folder.resolve("acme"), StandardCopyOption.ATOMIC_MOVE);
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
