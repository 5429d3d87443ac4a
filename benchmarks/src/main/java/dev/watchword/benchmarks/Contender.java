package dev.watchword.benchmarks;

import java.util.function.Function;

/** Who takes part. Each is built once and reused, as its documentation advises. */
public enum Contender {
  JAVA_JWT("java-jwt", Peers::javaJwt),
  WATCHWORD("Watchword", Ours::remembering),
  FRESH("Watchword, every token new", Ours::fresh),
  FUSIONAUTH("fusionauth-jwt", Peers::fusionauth),
  VERTX("Vert.x", Peers::vertx),
  NIMBUS("nimbus", Peers::nimbus),
  JJWT("jjwt", Peers::jjwt),
  JOSE4J("jose4j", Peers::jose4j),
  /** Not a verifier: what the cryptography alone costs. */
  MAC("MAC alone", Peers::macAlone),
  /** Nor is this: what making the text costs, which a server does in any case. */
  COPY("text alone", scene -> token -> true);

  /** Judges a token. */
  @FunctionalInterface
  interface Verifier {
    boolean accepts(String token);
  }

  private final String words;
  private final Function<Scene, Verifier> maker;

  Contender(String words, Function<Scene, Verifier> maker) {
    this.words = words;
    this.maker = maker;
  }

  String words() {
    return words;
  }

  /** Whether it looks at all that a verifier has to look at. */
  boolean isVerifier() {
    return this != MAC && this != COPY;
  }

  Verifier verifier(Scene scene) {
    return maker.apply(scene);
  }
}
