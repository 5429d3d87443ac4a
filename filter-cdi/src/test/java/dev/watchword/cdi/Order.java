package dev.watchword.cdi;

import dev.watchword.token.Caller;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import org.eclipse.microprofile.jwt.Claim;

/** The example of docs/cdi.md. */
@RequestScoped
public class Order {
  @Inject Optional<Caller> caller;

  @Inject
  @Claim("plan")
  Optional<String> plan;

  public String owner() {
    return caller.map(Caller::id).orElse("nobody") + ", " + plan.orElse("no plan");
  }
}
