package dev.watchword.settings;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Environment variables by MicroProfile's rule: the name of the property itself, then with
 * underscores, then in upper case too.
 */
final class Environment implements SettingSource {
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
        .toList();
  }

  private @Nullable String nameOf(String variable) {
    String name = dotted(variable);
    boolean ours = Property.isKnown(ConfigOrder.withoutProfile(name));
    return ours && variableOf(name) != null ? name : null;
  }

  /** As a property is written; for a profile {@code _PROD_WATCHWORD_ISS} is the variable. */
  private static String dotted(String variable) {
    String name = variable.toLowerCase(Locale.ROOT).replace('_', '.');
    return name.startsWith(".") ? "%" + name.substring(1) : name;
  }
}
