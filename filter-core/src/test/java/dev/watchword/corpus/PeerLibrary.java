package dev.watchword.corpus;

import static dev.watchword.testing.Tokens.NOW;

import com.auth0.jwt.JWT;
import com.auth0.jwt.JWTVerifier;
import com.auth0.jwt.algorithms.Algorithm;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import dev.watchword.testing.TestSecrets;
import io.jsonwebtoken.Jwts;
import io.jsonwebtoken.security.Keys;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.Set;

/** What others make of a token of the key {@code main}, as their manuals say to use them. */
enum PeerLibrary {
  JAVA_JWT {
    @Override
    void verify(String token) {
      JWTVerifier.BaseVerification rules =
          (JWTVerifier.BaseVerification) JWT.require(Algorithm.HMAC256(SECRET)).acceptLeeway(30);
      rules.build(Clock.fixed(NOW, ZoneOffset.UTC)).verify(token);
    }
  },
  NIMBUS {
    @Override
    void verify(String token) throws Exception {
      SignedJWT jwt = SignedJWT.parse(token);
      if (!jwt.verify(new MACVerifier(SECRET))) {
        throw new SecurityException("MAC");
      }
      DefaultJWTClaimsVerifier<com.nimbusds.jose.proc.SecurityContext> rules =
          new DefaultJWTClaimsVerifier<>(new JWTClaimsSet.Builder().build(), Set.of()) {
            @Override
            protected Date currentTime() {
              return Date.from(NOW);
            }
          };
      rules.setMaxClockSkew(30);
      rules.verify(jwt.getJWTClaimsSet(), null);
    }
  },
  JJWT {
    @Override
    void verify(String token) {
      Jwts.parser()
          .verifyWith(Keys.hmacShaKeyFor(SECRET))
          .clock(() -> Date.from(NOW))
          .clockSkewSeconds(30)
          .build()
          .parseSignedClaims(token);
    }
  };

  private static final byte[] SECRET = TestSecrets.secret("main");

  abstract void verify(String token) throws Exception;

  boolean accepts(String token) {
    try {
      verify(token);
      return true;
    } catch (Exception refused) {
      return false;
    }
  }
}
