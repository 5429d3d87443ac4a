package dev.watchword.recorded;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.watchword.testing.TestSecrets;
import dev.watchword.testing.Tokens;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/**
 * What stands for things that differ from run to run, or are too long to write down.
 *
 * <ul>
 *   <li>{@code {secret WORD}} the secret of that word; {@code WORD:16} its first 16 characters
 *   <li>{@code {jwt name=value name:value -name key/WORD}} a token with these claims, header
 *       parameters and without that claim; {@code header/TEXT} and {@code payload/TEXT} give the
 *       whole, {@code @60} is a minute from now; also {@code tampered} and {@code unsigned}
 *   <li>{@code {hash WORD TEXT}} an identity hash, {@code {basic ID SECRET}}, {@code {repeat N
 *       TEXT}}
 *   <li>any other {@code {name}} that is {@linkplain #put put}
 * </ul>
 */
final class Words {
  private final Map<String, String> values = new TreeMap<>();
  private final InstantSource clock;

  Words(InstantSource clock) {
    this.clock = clock;
  }

  void put(String name, String value) {
    values.put(name, value);
  }

  String expand(String text) {
    StringBuilder expanded = new StringBuilder();
    int at = 0;
    while (at < text.length()) {
      boolean isWord =
          text.charAt(at) == '{'
              && at + 1 < text.length()
              && Character.isLowerCase(text.charAt(at + 1));
      int end = isWord ? end(text, at) : at + 1;
      String part = text.substring(at, end);
      expanded.append(isWord ? value(expand(part.substring(1, part.length() - 1))) : part);
      at = end;
    }
    return unescaped(expanded.toString());
  }

  private static int end(String text, int start) {
    int depth = 0;
    for (int i = start; i < text.length(); i++) {
      depth += text.charAt(i) == '{' ? 1 : text.charAt(i) == '}' ? -1 : 0;
      if (depth == 0) {
        return i + 1;
      }
    }
    throw new IllegalArgumentException("no end: " + text.substring(start));
  }

  private static String unescaped(String text) {
    StringBuilder plain = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      if (text.startsWith("\\u", i)) {
        plain.append((char) HexFormat.fromHexDigits(text, i + 2, i + 6));
        i += 5;
      } else {
        plain.append(text.charAt(i));
      }
    }
    return plain.toString();
  }

  private String value(String text) {
    String[] words = text.split(" ");
    return switch (words[0]) {
      case "secret" -> secret(words[1]);
      case "jwt" -> jwt(words);
      case "hash" ->
          HexFormat.of()
              .formatHex(
                  Tokens.mac(
                      text.substring(6 + words[1].length()),
                      "HmacSHA256",
                      secret(words[1]).getBytes(US_ASCII)));
      case "basic" ->
          Base64.getEncoder().encodeToString((words[1] + ":" + words[2]).getBytes(UTF_8));
      case "repeat" -> words[2].repeat(Integer.parseInt(words[1]));
      default -> {
        if (!values.containsKey(text)) {
          throw new IllegalArgumentException("{" + text + "} stands for nothing");
        }
        yield values.get(text);
      }
    };
  }

  static String secret(String word) {
    String[] parts = word.split(":");
    String text = TestSecrets.text(parts[0]);
    return parts.length == 1 ? text : text.substring(0, Integer.parseInt(parts[1]));
  }

  private String jwt(String[] words) {
    Tokens token =
        Tokens.good().secret(secret("main").getBytes(US_ASCII)).rawClaim("exp", json("@300"));
    String form = "";
    for (int i = 1; i < words.length; i++) {
      String word = words[i];
      String[] parts = word.split("[=:/]", 2);
      if (word.startsWith("-")) {
        token.without(word.substring(1));
      } else if (parts.length == 1) {
        form = word;
      } else {
        set(token, word.charAt(parts[0].length()), parts[0], parts[1]);
      }
    }
    return switch (form) {
      case "tampered" -> token.tampered();
      case "unsigned" -> token.unsigned();
      default -> token.text();
    };
  }

  private void set(Tokens token, char kind, String name, String value) {
    switch (kind) {
      case '=' -> token.rawClaim(name, json(value));
      case ':' -> {
        if (name.equals("alg")) {
          token.algorithm(value);
        } else {
          token.header(name, new Raw(json(value)));
        }
      }
      default -> {
        switch (name) {
          case "key" -> token.secret(secret(value).getBytes(US_ASCII));
          case "header" -> token.rawHeader(value);
          default -> token.rawPayload(value);
        }
      }
    }
  }

  /** JSON as it stands: everything that is no text is written as {@code toString} has it. */
  private record Raw(String json) {
    @Override
    public String toString() {
      return json;
    }
  }

  private String json(String value) {
    if (value.startsWith("@")) {
      return Tokens.json(clock.instant().plusSeconds(Long.parseLong(value.substring(1))));
    }
    return value.matches("[\\[{\"].*|-?\\d[\\d.eE+]*|true|false|null") ? value : Tokens.json(value);
  }
}
