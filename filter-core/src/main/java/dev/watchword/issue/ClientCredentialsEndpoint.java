package dev.watchword.issue;

import dev.watchword.http.Form;
import dev.watchword.http.FormFields;
import dev.watchword.http.HttpAnswer.Header;
import dev.watchword.issue.ClientAssertions.Shown.Known;
import dev.watchword.issue.ClientAssertions.Shown.Unknown;
import dev.watchword.json.StrictJson;
import dev.watchword.token.Reason;
import dev.watchword.token.Rejection;
import dev.watchword.token.TokenHistory;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST /token}: a client's credentials in, a token with scopes out, by OAuth 2.0's client
 * credentials grant (RFC 6749 sections 4.4, 5.1 and 5.2). The client says who it is by HTTP Basic,
 * in the form, or by an assertion that it signs (RFC 7523), and by one of them only.
 */
public final class ClientCredentialsEndpoint implements Endpoint {
  private final Supplier<Map<String, Client>> clients;
  private final Function<String, IssuingAccount> issuers;
  private final ClientAssertions assertions;
  private final String realm;
  private final InstantSource clock;

  /**
   * An endpoint.
   *
   * @param clients by their ids; asked once a request
   * @param issuers by the operator's names
   * @param history uses up the assertions of clients, each of which is good for one use
   * @param realm named in challenges
   */
  public ClientCredentialsEndpoint(
      Supplier<Map<String, Client>> clients,
      Function<String, IssuingAccount> issuers,
      TokenHistory history,
      String realm,
      InstantSource clock) {
    this.clients = clients;
    this.issuers = issuers;
    this.assertions = new ClientAssertions(history);
    this.realm = realm;
    this.clock = clock;
  }

  @Override
  public IssueReply answer(IssueRequest request) {
    if (request.authorization().isEmpty()) {
      return answer(request, null);
    }
    ClientCredentials shown = ClientCredentials.inHeader(request.authorization());
    Client client = shown == null ? null : shown.client(clients.get());
    return client == null ? unknown(shown) : answer(request, client);
  }

  private IssueReply unknown(@Nullable ClientCredentials shown) {
    return shown == null
        ? refused(ClientFault.NO_CLIENT, "The client has not shown its id and secret.")
        : refused(ClientFault.INVALID_CLIENT, "The client or its secret is not known.");
  }

  /** The body, of the client that the header names; null where the form has to. */
  private IssueReply answer(IssueRequest request, @Nullable Client inHeader) {
    if (!FormFields.isForm(request.contentType())) {
      return refused(
          ClientFault.INVALID_REQUEST,
          "The body must be of the type " + FormFields.MEDIA_TYPE + ".");
    }
    byte[] body = request.body();
    if (Endpoint.isTooLarge(body)) {
      return refused(ClientFault.TOO_LARGE, "The body is larger than 64 KiB.");
    }
    Map<String, String> form = Form.read(body);
    if (form == null) {
      return refused(
          ClientFault.INVALID_REQUEST, "The body is no form in which every parameter stands once.");
    }
    return answer(form, inHeader);
  }

  private IssueReply answer(Map<String, String> form, @Nullable Client inHeader) {
    if (inHeader != null && form.containsKey("client_secret")) {
      return refused(
          ClientFault.INVALID_REQUEST,
          "The client shows its credentials in the header and in the form.");
    }
    if (inHeader != null && !inHeader.id().equals(form.getOrDefault("client_id", inHeader.id()))) {
      return refused(
          ClientFault.INVALID_REQUEST, "The header and the form name different clients.");
    }
    if (form.containsKey("client_assertion") || form.containsKey("client_assertion_type")) {
      return inHeader != null || form.containsKey("client_secret")
          ? refused(ClientFault.INVALID_REQUEST, "The client shows its credentials in two ways.")
          : asserted(form);
    }
    ClientCredentials shown = ClientCredentials.inForm(form);
    Client client = inHeader == null && shown != null ? shown.client(clients.get()) : inHeader;
    return client == null ? unknown(shown) : granted(client, form);
  }

  private IssueReply asserted(Map<String, String> form) {
    String assertion = form.get("client_assertion");
    if (assertion == null || !ClientAssertions.TYPE.equals(form.get("client_assertion_type"))) {
      return refused(
          ClientFault.INVALID_REQUEST,
          "An assertion comes with the type " + ClientAssertions.TYPE + ".");
    }
    ClientAssertions.Shown shown =
        assertions.read(clients.get(), assertion, form.get("client_id"), clock.instant());
    if (shown instanceof Known known) {
      return granted(known.client(), form);
    }
    Rejection why = ((Unknown) shown).why();
    return why.reason() == Reason.UNAVAILABLE
        ? refused(ClientFault.UNAVAILABLE, "Assertions cannot be looked up now.")
        : refused(ClientFault.INVALID_CLIENT, "The client assertion is not valid.")
            .because(Reason.SECRET, "the client assertion is refused: " + why.detail());
  }

  private IssueReply granted(Client client, Map<String, String> form) {
    String grant = form.get("grant_type");
    if (grant == null) {
      return refused(ClientFault.INVALID_REQUEST, "grant_type is missing.");
    }
    return grant.equals("client_credentials")
        ? issued(client, form.getOrDefault("scope", ""))
        : refused(ClientFault.UNSUPPORTED_GRANT_TYPE, "Only client_credentials is supported.");
  }

  private IssueReply issued(Client client, String wish) {
    Set<String> scopes = new TreeSet<>(client.scopes());
    if (!wish.isEmpty()) {
      scopes = new TreeSet<>(List.of(wish.split(" +")));
      if (!client.scopes().containsAll(scopes)) {
        return refused(ClientFault.INVALID_SCOPE, "The client may not have that scope.");
      }
    }
    IssuingAccount issuing = issuers.apply(client.issuer());
    try {
      TokenIssuer.Issued token =
          new TokenIssuer(issuing::issuer, issuing.rules(), clock)
              .ofType(client.type())
              .issueWithScopes(client.id(), scopes);
      return issued(token, issuing.rules(), scopes);
    } catch (NotAdmittedException refused) {
      return refused.isTooLong()
          ? refused(ClientFault.TOO_LARGE, NotAdmittedException.TOO_LONG)
          : refused(ClientFault.INVALID_SCOPE, "No token is issued: " + refused.getMessage() + ".");
    }
  }

  private static IssueReply issued(
      TokenIssuer.Issued token, IssuingRules rules, Set<String> scopes) {
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("access_token", token.token());
    answer.put("token_type", "Bearer");
    answer.put("expires_in", rules.lifetime().toSeconds());
    answer.put("scope", String.join(" ", scopes));
    return IssueReply.of(200, StrictJson.write(answer));
  }

  private IssueReply.Refused refused(ClientFault fault, String description) {
    Map<String, Object> error = new LinkedHashMap<>();
    error.put("error", fault.error());
    error.put("error_description", description);
    List<Header> headers =
        fault.status() == 401
            ? List.of(new Header("WWW-Authenticate", "Basic realm=\"" + realm + "\""))
            : List.of();
    return IssueReply.refused(
        fault.status(), headers, StrictJson.write(error), fault.reason(), description);
  }
}
