package dev.watchword.token;

import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.Key;
import java.security.Provider;
import java.security.spec.AlgorithmParameterSpec;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import javax.crypto.Mac;
import javax.crypto.MacSpi;

/** The JDK's own HMACs, counted: put in front of the other providers. */
final class CountingMacProvider extends Provider {
  private static final long serialVersionUID = 1L;

  private final transient AtomicInteger made = new AtomicInteger();

  CountingMacProvider() {
    super("counted", "1", "HMACs that are counted");
    for (String algorithm : List.of("HmacSHA256", "HmacSHA384", "HmacSHA512")) {
      putService(
          new Service(this, "Mac", algorithm, Counted.class.getName(), null, null) {
            @Override
            public Object newInstance(Object none) {
              return new Counted(algorithm, made);
            }
          });
    }
  }

  /** How many were made so far. */
  int made() {
    return made.get();
  }

  private static final class Counted extends MacSpi {
    private final AtomicInteger made;
    private final Mac engine;

    Counted(String algorithm, AtomicInteger made) {
      this.made = made;
      try {
        engine = Mac.getInstance(algorithm, "SunJCE");
      } catch (GeneralSecurityException missing) {
        throw new IllegalStateException(missing);
      }
    }

    @Override
    protected int engineGetMacLength() {
      return engine.getMacLength();
    }

    @Override
    protected void engineInit(Key key, AlgorithmParameterSpec none) throws InvalidKeyException {
      engine.init(key);
    }

    @Override
    protected void engineUpdate(byte input) {
      engine.update(input);
    }

    @Override
    protected void engineUpdate(byte[] input, int from, int length) {
      engine.update(input, from, length);
    }

    @Override
    protected byte[] engineDoFinal() {
      made.incrementAndGet();
      return engine.doFinal();
    }

    @Override
    protected void engineReset() {
      engine.reset();
    }
  }
}
