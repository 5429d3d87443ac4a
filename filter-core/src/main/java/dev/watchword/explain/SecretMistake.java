package dev.watchword.explain;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * What the other side may take the same secret for. None of the sentences holds a secret.
 *
 * @param mistake a short name for it
 * @param as what it makes of our bytes; nothing where it could not
 * @param how the end of the sentence
 */
record SecretMistake(String mistake, UnaryOperator<byte[]> as, String how) {
  private static final byte[] NOTHING = {};

  /** The likeliest first. */
  static final List<SecretMistake> ALL = all();

  String sentence(String key) {
    return "The secrets differ by one reading (key '" + key + "'): " + how;
  }

  private static List<SecretMistake> all() {
    List<SecretMistake> plain = new ArrayList<>();
    plain.add(
        new SecretMistake(
            "base64",
            SecretMistake::fromBase64,
            "the other side decodes its text as base64, here the text itself is the secret. Let it"
                + " take the text as it stands, or write base64: in front of it here."));
    plain.add(
        new SecretMistake(
            "hex",
            SecretMistake::fromHex,
            "the other side decodes its text as hexadecimal, here the text itself is the secret. Let"
                + " it take the text as it stands, or write hex: in front of it here."));
    String undecoded =
        "here the text is decoded to bytes, the other side signs with the text itself. Let it decode"
            + " the text, or leave away the ";
    List<UnaryOperator<byte[]>> base64 =
        List.of(
            bytes -> Base64.getEncoder().encode(bytes),
            bytes -> Base64.getEncoder().withoutPadding().encode(bytes),
            bytes -> Base64.getUrlEncoder().encode(bytes),
            bytes -> Base64.getUrlEncoder().withoutPadding().encode(bytes),
            text(
                text -> "base64:" + Base64.getEncoder().encodeToString(text.getBytes(ISO_8859_1))));
    base64.forEach(as -> plain.add(new SecretMistake("base64", as, undecoded + "base64: here.")));
    List<UnaryOperator<byte[]>> hex =
        List.of(
            bytes -> HexFormat.of().formatHex(bytes).getBytes(UTF_8),
            bytes -> HexFormat.of().withUpperCase().formatHex(bytes).getBytes(UTF_8));
    hex.forEach(as -> plain.add(new SecretMistake("hex", as, undecoded + "hex: here.")));
    List<SecretMistake> all = new ArrayList<>(endings());
    for (SecretMistake one : plain) {
      all.add(one);
      all.add(
          new SecretMistake(
              one.mistake,
              bytes -> withEnding(one.as.apply(bytes), "\n"),
              one.how + " Its text ends with a newline besides."));
    }
    all.addAll(oddities());
    return List.copyOf(all);
  }

  private static List<SecretMistake> endings() {
    String newline =
        "the other side's ends with a newline that it read along from a file or from echo. Strip it"
            + " there (printf '%s' instead of echo).";
    return List.of(
        new SecretMistake("newline", bytes -> withEnding(bytes, "\n"), newline),
        new SecretMistake("newline", bytes -> withEnding(bytes, "\r\n"), newline),
        new SecretMistake(
            "whitespace",
            bytes -> withEnding(bytes, " "),
            "the other side's ends with a space. Take it away there."),
        new SecretMistake(
            "whitespace",
            text(String::strip),
            "white space stands around the secret here. Take it away here."),
        new SecretMistake(
            "quotes",
            text(text -> '"' + text + '"'),
            "the other side's has quotes around it, as docker --env-file leaves them. Take them away."),
        new SecretMistake(
            "quotes", text(text -> "'" + text + "'"), "the other side's has quotes around it."),
        new SecretMistake(
            "quotes",
            text(text -> text.replaceAll("^[\"']|[\"']$", "")),
            "quotes stand around the secret here. Take them away here."));
  }

  private static List<SecretMistake> oddities() {
    List<SecretMistake> odd = new ArrayList<>();
    odd.add(
        new SecretMistake(
            "charset",
            bytes -> new String(bytes, UTF_8).getBytes(ISO_8859_1),
            "the other side writes letters beyond ASCII as Latin-1, not as UTF-8. Use ASCII."));
    Stream.of(
            "undefined",
            "null",
            "None",
            "WATCHWORD_SECRET",
            "$WATCHWORD_SECRET",
            "${WATCHWORD_SECRET}",
            "%WATCHWORD_SECRET%",
            "process.env.WATCHWORD_SECRET")
        .map(
            word ->
                new SecretMistake(
                    "unset",
                    bytes -> word.getBytes(UTF_8),
                    "the other side signs with the word '" + word + "': it has no secret at all."))
        .forEach(odd::add);
    return odd;
  }

  private static UnaryOperator<byte[]> text(UnaryOperator<String> change) {
    return bytes -> change.apply(new String(bytes, ISO_8859_1)).getBytes(ISO_8859_1);
  }

  private static byte[] withEnding(byte[] bytes, String ending) {
    return bytes.length == 0
        ? NOTHING
        : (new String(bytes, ISO_8859_1) + ending).getBytes(ISO_8859_1);
  }

  /** As lenient as Node is: both alphabets, padding or none. */
  private static byte[] fromBase64(byte[] bytes) {
    String text =
        new String(bytes, ISO_8859_1)
            .replaceFirst("=.*", "")
            .replace('-', '+')
            .replace('_', '/')
            .replaceAll("[^A-Za-z0-9+/]", "");
    int whole = text.length() % 4 == 1 ? text.length() - 1 : text.length();
    return Base64.getDecoder().decode(text.substring(0, whole));
  }

  private static byte[] fromHex(byte[] bytes) {
    String text = new String(bytes, ISO_8859_1).strip();
    boolean hex = text.matches("([0-9A-Fa-f]{2})+");
    return hex ? HexFormat.of().parseHex(text) : NOTHING;
  }
}
