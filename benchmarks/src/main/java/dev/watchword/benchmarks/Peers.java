package dev.watchword.benchmarks;

import com.auth0.jwt.JWT;
import com.auth0.jwt.JWTVerifier;
import com.auth0.jwt.algorithms.Algorithm;
import com.auth0.jwt.exceptions.JWTVerificationException;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.source.ImmutableSecret;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import dev.watchword.benchmarks.Contender.Verifier;
import io.fusionauth.jwt.JWTException;
import io.fusionauth.jwt.hmac.HMACVerifier;
import io.jsonwebtoken.JwtException;
import io.jsonwebtoken.JwtParser;
import io.jsonwebtoken.Jwts;
import io.jsonwebtoken.security.Keys;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.auth.JWTOptions;
import io.vertx.ext.auth.PubSecKeyOptions;
import io.vertx.ext.auth.authentication.TokenCredentials;
import io.vertx.ext.auth.jwt.JWTAuth;
import io.vertx.ext.auth.jwt.JWTAuthOptions;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.text.ParseException;
import java.util.Base64;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jose4j.jwa.AlgorithmConstraints.ConstraintType;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumer;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.keys.HmacKey;

/** The peers, each asked for HS256, exp, iss and aud. */
final class Peers {
  private Peers() {}

  static Verifier javaJwt(Scene scene) {
    JWTVerifier verifier =
        JWT.require(Algorithm.HMAC256(scene.secret()))
            .withIssuer(Scene.ISSUER)
            .withAudience(Scene.AUDIENCE)
            .build();
    return token -> {
      try {
        verifier.verify(token);
        return true;
      } catch (JWTVerificationException refused) {
        return false;
      }
    };
  }

  /** It looks at exp; iss and aud are the caller's to compare. */
  static Verifier fusionauth(Scene scene) {
    HMACVerifier verifier = HMACVerifier.newVerifier(scene.secret());
    io.fusionauth.jwt.JWTDecoder decoder = io.fusionauth.jwt.domain.JWT.getDecoder();
    return token -> {
      try {
        io.fusionauth.jwt.domain.JWT jwt = decoder.decode(token, verifier);
        return Scene.ISSUER.equals(jwt.issuer) && Scene.AUDIENCE.equals(jwt.audience);
      } catch (JWTException refused) {
        return false;
      }
    };
  }

  static Verifier vertx(Scene scene) {
    Vertx vertx = Vertx.vertx();
    JWTAuth auth =
        JWTAuth.create(
            vertx,
            new JWTAuthOptions()
                .addPubSecKey(
                    new PubSecKeyOptions()
                        .setAlgorithm("HS256")
                        .setBuffer(Buffer.buffer(scene.secret())))
                .setJWTOptions(
                    new JWTOptions().setIssuer(Scene.ISSUER).addAudience(Scene.AUDIENCE)));
    return token -> auth.authenticate(new TokenCredentials(token)).succeeded();
  }

  static Verifier nimbus(Scene scene) {
    DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
    processor.setJWSKeySelector(
        new JWSVerificationKeySelector<>(
            JWSAlgorithm.HS256, new ImmutableSecret<>(scene.secret())));
    JWTClaimsSet exact = new JWTClaimsSet.Builder().issuer(Scene.ISSUER).build();
    processor.setJWTClaimsSetVerifier(
        new DefaultJWTClaimsVerifier<>(Scene.AUDIENCE, exact, Set.of("exp")));
    return token -> {
      try {
        processor.process(token, null);
        return true;
      } catch (ParseException | BadJOSEException | JOSEException refused) {
        return false;
      }
    };
  }

  static Verifier jjwt(Scene scene) {
    JwtParser parser =
        Jwts.parser()
            .verifyWith(Keys.hmacShaKeyFor(scene.secret()))
            .requireIssuer(Scene.ISSUER)
            .requireAudience(Scene.AUDIENCE)
            .build();
    return token -> {
      try {
        parser.parseSignedClaims(token);
        return true;
      } catch (JwtException refused) {
        return false;
      }
    };
  }

  static Verifier jose4j(Scene scene) {
    JwtConsumer consumer =
        new JwtConsumerBuilder()
            .setVerificationKey(new HmacKey(scene.secret()))
            .setJwsAlgorithmConstraints(ConstraintType.PERMIT, "HS256")
            .setRequireExpirationTime()
            .setExpectedIssuer(Scene.ISSUER)
            .setExpectedAudience(Scene.AUDIENCE)
            .build();
    return token -> {
      try {
        consumer.processToClaims(token);
        return true;
      } catch (InvalidJwtException refused) {
        return false;
      }
    };
  }

  /** One Mac, reused: no header, no claim, nothing but the signature. For one thread. */
  static Verifier macAlone(Scene scene) {
    Mac mac;
    try {
      mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(scene.secret(), "HmacSHA256"));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
    return token -> {
      int dot = token.lastIndexOf('.');
      if (dot < 0 || token.length() - dot != 44) {
        return false;
      }
      byte[] ascii = token.getBytes(StandardCharsets.ISO_8859_1);
      mac.update(ascii, 0, dot);
      byte[] shown = Base64.getUrlDecoder().decode(token.substring(dot + 1));
      return MessageDigest.isEqual(mac.doFinal(), shown);
    };
  }
}
