package dev.watchword.cdi;

import jakarta.enterprise.util.AnnotationLiteral;
import org.eclipse.microprofile.jwt.Claim;
import org.eclipse.microprofile.jwt.Claims;

/** The qualifier whose members, being nonbinding, tell nothing apart. */
@SuppressWarnings("serial")
final class AnyClaim extends AnnotationLiteral<Claim> implements Claim {
  static final AnyClaim INSTANCE = new AnyClaim();

  private AnyClaim() {}

  @Override
  public String value() {
    return "";
  }

  @Override
  public Claims standard() {
    return Claims.UNKNOWN;
  }
}
