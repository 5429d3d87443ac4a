package dev.watchword.benchmarks;

import java.nio.charset.StandardCharsets;
import java.util.function.Function;
import java.util.stream.Stream;

/** What arrives. */
public enum Load {
  SAME("the same token again", 1, 0, Scene::valid),
  RING("10,000 tokens in turn", 10_000, 0, Scene::valid),
  BAD_SIGNATURE("bad signature, 70 frames deep", 1, 70, Scene::badSignature),
  EXPIRED("expired", 1, 0, Scene::expired),
  NONE("alg none", 1, 0, Scene::algorithmNone),
  GARBAGE("garbage", 1, 0, scene -> Scene.GARBAGE);

  private final String words;
  private final int different;
  private final int depth;
  private final Function<Scene, String> token;

  Load(String words, int different, int depth, Function<Scene, String> token) {
    this.words = words;
    this.different = different;
    this.depth = depth;
    this.token = token;
  }

  String words() {
    return words;
  }

  /** How many frames stand between the measurement and the contender, beside the harness's. */
  int depth() {
    return depth;
  }

  byte[][] tokens(Scene scene) {
    return Stream.generate(() -> token.apply(scene).getBytes(StandardCharsets.ISO_8859_1))
        .limit(different)
        .toArray(byte[][]::new);
  }
}
