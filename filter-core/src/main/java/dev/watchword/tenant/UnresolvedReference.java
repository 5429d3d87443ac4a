package dev.watchword.tenant;

import java.util.List;
import java.util.regex.Pattern;

/**
 * A text that tells some other tool where a secret is, and that the tool has not replaced: a
 * placeholder, the address of a secret, an encrypted value, the path of a file. It stands in files
 * that many people read.
 */
final class UnresolvedReference {
  /** For the operator: it holds nothing of the text. */
  static final String COMPLAINT =
      "looks like a reference that nothing has replaced: whoever reads the configuration could sign."
          + " Put the secret itself there, or text: before it if it is the secret";

  private static final int LONGEST = 1024;

  /** As one of {@link #WHOLE}, but among words; more of those could be a secret by themselves. */
  private static final Pattern PLACEHOLDER =
      Pattern.compile("[$#]\\{[\\w .:/-]+}|\\{\\{[\\w .:/-]+}}|\\$\\([\\w .:/-]+\\)");

  private static final Pattern WORDS = Pattern.compile("[\\w .:/-]{0,31}");

  private static final List<Pattern> WHOLE =
      List.of(
          // Spring and shells, Kubernetes, Helm and CloudFormation, SpEL and Octopus, Azure, ERB
          Pattern.compile(
              "[$#]\\{[^{}]*(\\{[^{}]*}[^{}]*)*}|\\{\\{[^{}]*}}|\\$\\([^()]*\\)|\\$\\[[^\\[\\]]*]"
                  + "|<%[^%]*%>"),
          // %NAME%, $NAME, @name@ (Maven), __NAME__ (Azure pipelines), <name>, ((name)) (Concourse)
          Pattern.compile("%[\\w.]+%|\\$[A-Z_][A-Z0-9_]*|@[\\w.-]+@|__[A-Z0-9_]+__|<[\\w .-]+>"),
          Pattern.compile("\\(\\([\\w./-]+\\)\\)"),
          // encrypted by Jasypt, SOPS, Hiera, Spring Cloud Config, Ansible
          Pattern.compile(
              "ENC[(\\[].+[)\\]]|\\{cipher}.+|!vault.*|\\$ANSIBLE_VAULT;.*", Pattern.DOTALL),
          // an address: vault:secret/data/app#jwt, op://vault/item, arn:aws:secretsmanager:...
          Pattern.compile(
              "(vault|op|arn|ssm|sm|secretsmanager|aws|gcp|azure|akv|keyvault|kms|sops|consul|doppler"
                  + "|env|file|classpath|secret|ref\\+[a-z]+):\\S+"),
          Pattern.compile("[a-z][a-z0-9+.-]*://\\S+|projects/[^/]+/secrets/\\S+"),
          Pattern.compile("@Microsoft\\.KeyVault\\(.*\\)"),
          // a line of some program
          Pattern.compile(
              "process\\.env\\b.*|os\\.environ\\b.*|System\\.getenv\\(.*|!(Ref|Sub|env) .*"),
          // a path: of lower-case words (base64 has capitals), or in a folder of every system
          Pattern.compile("(~|\\.\\.?)?(/[a-z0-9._-]+){2,}/?|(~|\\.\\.?)/[\\w./-]+"),
          Pattern.compile("/(run|var|etc|mnt|opt|home|usr|tmp|secrets|vault)/[\\w./-]+"),
          Pattern.compile("[A-Za-z]:[\\\\/][\\w .\\\\/-]+"));

  private UnresolvedReference() {}

  /** Whether a text looks like a reference; it should be the value as it was written. */
  static boolean isOne(String value) {
    String text = value.strip();
    return text.length() <= LONGEST
        && (isAmongWords(text)
            || WHOLE.stream().anyMatch(pattern -> pattern.matcher(text).matches()));
  }

  private static boolean isAmongWords(String text) {
    String rest = PLACEHOLDER.matcher(text).replaceAll("");
    return !rest.equals(text) && WORDS.matcher(rest).matches();
  }
}
