package dev.watchword.tenant;

import dev.watchword.http.Bearer;
import dev.watchword.settings.Property;
import dev.watchword.settings.Section;
import dev.watchword.token.SecretStrength;
import dev.watchword.token.SharedKey;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the secrets of one issuer that sign no tokens. */
final class CredentialReader {
  private final Section section;
  private final ReadingContext context;

  CredentialReader(Section section, ReadingContext context) {
    this.section = section;
    this.context = context;
  }

  /** One secret that a backend shows as text; none where it is not set, or is bad. */
  List<SharedKey> shown(String name) {
    Section own = section.under(name);
    if (!SecretReader.isSet(own)) {
      return List.of();
    }
    Secret secret = SecretReader.read(own, SecretStrength.COMPARED);
    if (secret != null && !Bearer.canShow(secret.bytes())) {
      own.mistake(
          Property.SECRET,
          "cannot be shown in a header: it must be 16 to 1024 characters of ASCII without spaces");
    }
    return keys(name, secret, null);
  }

  /** The secret of identity hashes; none where it is bad, or ended and was taken away. */
  List<SharedKey> ofHashes(String name, @Nullable Instant until) {
    if (context.isOver(until) && SecretReader.isGone(section.under(name))) {
      context.noteGone(section.under(name).name(Property.SECRET), until);
      return List.of();
    }
    return keys(name, SecretReader.read(section.under(name), SecretReader.HS256), until);
  }

  private List<SharedKey> keys(String name, @Nullable Secret secret, @Nullable Instant until) {
    if (secret == null) {
      return List.of();
    }
    SharedKey key = secret.credential(name, until);
    String property = section.under(name).name(Property.SECRET);
    context
        .notes()
        .add("%s: ***%s from %s".formatted(property, key.fingerprint(), secret.origin()));
    secret.warnings(name).forEach(context.notes()::add);
    return List.of(key);
  }
}
