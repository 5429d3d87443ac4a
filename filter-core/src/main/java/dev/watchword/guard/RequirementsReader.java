package dev.watchword.guard;

import dev.watchword.guard.CallerRequirement.Subject;
import dev.watchword.guard.RuleOptions.Values;
import dev.watchword.settings.Settings;
import dev.watchword.token.TokenKind;
import dev.watchword.token.TokenType;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;

/** Reads what a rule asks of a caller. Complaints are {@code IllegalArgumentException}s. */
final class RequirementsReader {
  /** Types that rules may tell apart; a widget token is asked for by its kind. */
  private static final List<String> TYPES = List.of(TokenType.JWT.typ(), TokenType.ACCESS.typ());

  private final Predicate<String> issuers;

  /** {@code issuers} tells whether an issuer of that name exists. */
  RequirementsReader(Predicate<String> issuers) {
    this.issuers = issuers;
  }

  /** {@code usual} is the kind of token for a rule that names none. */
  Requirements read(RuleOptions options, TokenKind usual) {
    String list = options.sole(RuleWord.ISSUER);
    Set<String> named = list == null ? Set.of() : Set.copyOf(Settings.words(list, ","));
    for (String issuer : named) {
      if (!issuers.test(issuer)) {
        throw new IllegalArgumentException("there is no issuer '" + issuer + "'");
      }
    }
    String word = options.sole(RuleWord.KIND);
    TokenKind kind =
        word == null ? usual : Settings.oneOf(TokenKind.values(), TokenKind::configName, word);
    if (options.has(RuleWord.TYP) && kind != TokenKind.SIGNED) {
      throw new IllegalArgumentException("typ is for tokens of the kind signed");
    }
    return new Requirements(false, false, kind, named, ofCaller(options));
  }

  private static List<CallerRequirement> ofCaller(RuleOptions options) {
    List<CallerRequirement> asked = new ArrayList<>();
    options.all(RuleWord.TYP).forEach(types -> asked.add(typ(types)));
    options.all(RuleWord.AUDIENCE).forEach(values -> asked.add(of(Subject.AUDIENCE, values)));
    options.all(RuleWord.ROLE).forEach(values -> asked.add(of(Subject.ROLE, values)));
    options.all(RuleWord.SCOPE).forEach(values -> asked.add(of(Subject.SCOPE, values)));
    Set<String> names = new LinkedHashSet<>();
    for (Values values : options.all(RuleWord.CLAIM)) {
      CallerRequirement claim = claim(values);
      if (!names.add(claim.claim())) {
        throw new IllegalArgumentException("claim '" + claim.claim() + "' stands twice");
      }
      asked.add(claim);
    }
    return asked;
  }

  private static CallerRequirement of(Subject subject, Values values) {
    return new CallerRequirement(subject, "", new LinkedHashSet<>(values.each()), values.all());
  }

  private static CallerRequirement typ(Values values) {
    List<String> types = values.each().stream().map(typ -> typ.toLowerCase(Locale.ROOT)).toList();
    for (String type : types) {
      if (!TYPES.contains(type)) {
        throw new IllegalArgumentException(
            "typ '" + type + "' is none of " + String.join(", ", TYPES));
      }
    }
    return of(Subject.TYP, new Values(types, values.all()));
  }

  /** {@code NAME=VALUE}, and further values without the name. */
  static CallerRequirement claim(Values values) {
    String first = values.each().get(0);
    int equals = first.indexOf('=');
    if (equals <= 0 || equals == first.length() - 1) {
      throw new IllegalArgumentException(
          "'" + first + "' is not NAME=VALUE, as in claim plan=gold or silver");
    }
    String name = first.substring(0, equals);
    Set<String> texts = new LinkedHashSet<>(Set.of(first.substring(equals + 1)));
    for (String text : values.each().subList(1, values.each().size())) {
      if (text.startsWith(name + "=") || !texts.add(text)) {
        throw new IllegalArgumentException(
            "'"
                + text
                + "': the name of a claim and each value stand once, as in plan=gold or silver");
      }
    }
    return new CallerRequirement(Subject.CLAIM, name, texts, values.all());
  }
}
