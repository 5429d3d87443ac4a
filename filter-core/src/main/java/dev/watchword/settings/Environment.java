package dev.watchword.settings;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Environment variables by MicroProfile's rule: the name of the property itself, then with
 * underscores, then in upper case too. The file of a secret may also be set as Docker's images have
 * it: {@code WATCHWORD_SECRET_FILE} for {@code watchword.secret.location}.
 */
final class Environment implements SettingSource {
  private static final String LOCATION = ".secret.location";
  private static final String FILE = ".secret.file";
  private static final Pattern NOT_ALPHANUMERIC = Pattern.compile("[^A-Za-z0-9]");

  private final Map<String, String> variables;

  Environment(Map<String, String> variables) {
    this.variables = Map.copyOf(variables);
  }

  @Override
  public @Nullable Setting find(String name) {
    String variable = variableOf(name);
    return variable == null
        ? null
        : new Setting(
            variables.getOrDefault(variable, ""), "environment variable " + variable, false);
  }

  /** The variable that sets a name; null where none does. */
  @Nullable String variableOf(String name) {
    String variable = spelled(name);
    return variable == null && name.endsWith(LOCATION) ? spelled(asFile(name)) : variable;
  }

  /** Whether a variable that ends in {@code _FILE} is what sets a name. */
  boolean isFileVariable(String name) {
    return name.endsWith(LOCATION) && spelled(name) == null && spelled(asFile(name)) != null;
  }

  /** Docker's word for the location of a secret. */
  static String asFile(String location) {
    return location.substring(0, location.length() - LOCATION.length()) + FILE;
  }

  /** What Docker's word for the location of a secret means; other names mean themselves. */
  static String asLocation(String name) {
    return name.endsWith(FILE) ? name.substring(0, name.length() - FILE.length()) + LOCATION : name;
  }

  private @Nullable String spelled(String name) {
    String underscored = NOT_ALPHANUMERIC.matcher(name).replaceAll("_");
    for (String variable : List.of(name, underscored, underscored.toUpperCase(Locale.ROOT))) {
      if (variables.containsKey(variable)) {
        return variable;
      }
    }
    return null;
  }

  /** Names of ours, those for profiles as well; without those that no property can have. */
  @Override
  public Collection<String> names() {
    return variables.keySet().stream().map(this::nameOf).filter(Objects::nonNull).toList();
  }

  /** Variables that look like ours and set nothing. */
  List<String> unknown() {
    return variables.keySet().stream()
        .filter(variable -> dotted(variable).startsWith(Property.PREFIX))
        .filter(variable -> nameOf(variable) == null)
        .filter(variable -> !isAmbiguous(variable))
        .toList();
  }

  /** Variables of issuers with a - or _ in their names, of which a variable does not tell where. */
  List<String> ambiguous() {
    return variables.keySet().stream().filter(Environment::isAmbiguous).toList();
  }

  private static boolean isAmbiguous(String variable) {
    String name = asLocation(dotted(variable));
    return !Property.isKnown(name) && Property.mayBeVariable(name);
  }

  /** The variables that can set a name, in upper case. */
  static Stream<String> variablesOf(String name) {
    return (name.endsWith(LOCATION) ? Stream.of(name, asFile(name)) : Stream.of(name))
        .map(written -> NOT_ALPHANUMERIC.matcher(written).replaceAll("_"))
        .map(underscored -> underscored.toUpperCase(Locale.ROOT));
  }

  private @Nullable String nameOf(String variable) {
    String written = dotted(variable);
    String name = asLocation(written);
    if (!Property.isKnown(ProfileNames.withoutProfile(name)) || variableOf(name) == null) {
      return null;
    }
    return written.equals(name) || spelled(name) == null ? name : written; // said twice
  }

  /** As a property is written; for a profile {@code _PROD_WATCHWORD_ISS} is the variable. */
  private static String dotted(String variable) {
    String name = variable.toLowerCase(Locale.ROOT).replace('_', '.');
    return name.startsWith(".") ? "%" + name.substring(1) : name;
  }
}
