package dev.watchword.http;

import dev.watchword.token.IssuerFilter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What picks the issuer among several.
 *
 * @param name of the header or query parameter; empty for the rest
 */
public record IssuerResolver(By by, String name) {
  /** The token's {@code kid}: requests themselves pick nothing. */
  public static final IssuerResolver KID = new IssuerResolver(By.KID, "");

  private static final String FORM =
      "write kid, iss, host, header NAME or query NAME, such as: header X-Workspace";

  /** Kinds of choices. */
  public enum By {
    KID,
    ISS,
    HOST,
    HEADER,
    QUERY
  }

  /** A choice from its words; an {@code IllegalArgumentException} shows the form wanted. */
  public static IssuerResolver of(String words) {
    String[] parts = words.split(" +");
    for (By by : By.values()) {
      boolean named = by == By.HEADER || by == By.QUERY;
      if (by.name().toLowerCase(Locale.ROOT).equals(parts[0]) && parts.length == (named ? 2 : 1)) {
        return new IssuerResolver(by, named ? parts[1] : "");
      }
    }
    throw new IllegalArgumentException("'" + words + "' picks nothing; " + FORM);
  }

  /** Whether requests carry the selector, outside of their token. */
  public boolean isByRequest() {
    return by == By.HEADER || by == By.QUERY || by == By.HOST;
  }

  /** Every selector that the request carries: one, none, or more than one. */
  public List<String> selectors(RequestFacts facts) {
    return switch (by) {
      case KID, ISS -> List.of();
      case HEADER -> facts.headers().all(name);
      case QUERY -> QueryParameters.values(facts.query(), name);
      case HOST -> facts.host().isEmpty() ? List.of() : List.of(RequestHost.name(facts.host()));
    };
  }

  /** A selector as a person writes it, in the form in which requests carry it. */
  private String normalize(String selector) {
    return by == By.HOST ? RequestHost.name(RequestHost.of(null, selector, 0)) : selector;
  }

  /**
   * The filter for a request with this selector.
   *
   * @param picked a host in any case and with its port or without; null for nothing
   * @throws IllegalArgumentException where requests pick nothing
   */
  public IssuerFilter filter(@Nullable String picked, Set<String> named) {
    if (picked != null && !isByRequest()) {
      throw new IllegalArgumentException("requests pick no issuer (watchword.choose)");
    }
    return filter(picked == null ? List.of() : List.of(normalize(picked)), named);
  }

  /**
   * The filter for a request that identifies users, for whom every issuer may speak; null where it
   * picks more than once, or not by a text.
   *
   * @param members of the body, which picks as well as the query does: by the same name
   */
  public @Nullable IssuerFilter filterForUsers(RequestFacts facts, Map<String, ?> members) {
    List<String> selectors = new ArrayList<>(selectors(facts));
    if (by == By.QUERY && members.containsKey(name)) {
      if (!(members.get(name) instanceof String picked)) {
        return null;
      }
      if (!selectors.equals(List.of(picked))) {
        selectors.add(picked);
      }
    }
    return selectors.size() > 1 ? null : filter(selectors, Set.of()).includingRestricted();
  }

  /**
   * The selection that a request with these selectors leaves, on a path whose rule names these
   * issuers. Where requests are to pick, one that picks nothing gets no issuer.
   */
  public IssuerFilter filter(List<String> selectors, Set<String> named) {
    boolean mustPick = isByRequest() && named.size() != 1;
    String picked = selectors.isEmpty() ? (mustPick ? "" : null) : selectors.get(0);
    return picked == null && named.isEmpty() ? IssuerFilter.ANY : new IssuerFilter(picked, named);
  }
}
