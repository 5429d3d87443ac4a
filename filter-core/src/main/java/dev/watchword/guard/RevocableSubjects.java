package dev.watchword.guard;

import dev.watchword.limit.Subject;
import dev.watchword.token.Caller;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** By what a caller's token can be revoked. */
final class RevocableSubjects {
  private RevocableSubjects() {}

  /** Whatever is revoked together with other tokens, and the token itself. */
  static List<Subject> of(Caller caller) {
    String issuer = caller.issuer();
    List<Subject> subjects = new ArrayList<>();
    String id = TokenUse.idOf(caller);
    if (id != null) {
      subjects.add(Subject.token(issuer, id));
    }
    subjects.add(Subject.caller(issuer, caller.id()));
    subjects.add(Subject.issuer(issuer));
    subjects.add(Subject.key(issuer, caller.keyFingerprint()));
    for (String claim : caller.use().revocableClaims()) {
      Object value = caller.claim(claim, Object.class).orElse(null);
      for (Object one : value instanceof List<?> several ? several : listOf(value)) {
        if (one instanceof String || one instanceof Number || one instanceof Boolean) {
          subjects.add(Subject.claim(issuer, claim, text(one)));
        }
      }
    }
    return subjects;
  }

  private static List<?> listOf(@Nullable Object value) {
    return value == null ? List.of() : List.of(value);
  }

  /** Numbers that are equal have one text: 620, 620.0 and 6.2e2. */
  private static String text(Object value) {
    return value instanceof Double number
        ? BigDecimal.valueOf(number).stripTrailingZeros().toPlainString()
        : value.toString();
  }
}
