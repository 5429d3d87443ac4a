package dev.watchword.issue;

import dev.watchword.http.Form;
import dev.watchword.http.HttpAnswer.Header;
import dev.watchword.json.StrictJson;
import dev.watchword.token.Reason;
import java.nio.charset.StandardCharsets;
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
 * credentials grant (RFC 6749 sections 4.4, 5.1 and 5.2). The client says who it is by HTTP Basic
 * or in the form, not by both.
 */
public final class ClientCredentialsEndpoint implements Endpoint {
  private static final String FORM = "application/x-www-form-urlencoded";

  private final Supplier<Map<String, Client>> clients;
  private final Function<String, IssuingAccount> issuers;
  private final String realm;
  private final InstantSource clock;

  /**
   * An endpoint.
   *
   * @param clients by their ids; asked once a request
   * @param issuers by the operator's names
   * @param realm named in challenges
   */
  public ClientCredentialsEndpoint(
      Supplier<Map<String, Client>> clients,
      Function<String, IssuingAccount> issuers,
      String realm,
      InstantSource clock) {
    this.clients = clients;
    this.issuers = issuers;
    this.realm = realm;
    this.clock = clock;
  }

  private enum Fault {
    INVALID_REQUEST("invalid_request", 400, Reason.BODY),
    TOO_LARGE("invalid_request", 413, Reason.BODY),
    INVALID_CLIENT("invalid_client", 401, Reason.SECRET),
    /** No secret is shown, so none was guessed: it does not count as a bad one. */
    NO_CLIENT("invalid_client", 401, Reason.MISSING),
    UNSUPPORTED_GRANT_TYPE("unsupported_grant_type", 400, Reason.BODY),
    INVALID_SCOPE("invalid_scope", 400, Reason.SCOPE);

    private final String error;
    private final int status;
    private final Reason reason;

    Fault(String error, int status, Reason reason) {
      this.error = error;
      this.status = status;
      this.reason = reason;
    }
  }

  @Override
  public IssueReply answer(IssueRequest request) {
    if (request.authorization().isEmpty()) {
      return answer(request, null);
    }
    ClientCredentials shown = ClientCredentials.inHeader(request.authorization());
    Client client = shown == null ? null : known(shown);
    return client == null ? unknown(shown) : answer(request, client);
  }

  private IssueReply unknown(@Nullable ClientCredentials shown) {
    return shown == null
        ? refused(Fault.NO_CLIENT, "The client has not shown its id and secret.")
        : refused(Fault.INVALID_CLIENT, "The client or its secret is not known.");
  }

  /** The body, of the client that the header names; null where the form has to. */
  private IssueReply answer(IssueRequest request, @Nullable Client inHeader) {
    if (!isForm(request.contentType())) {
      return refused(Fault.INVALID_REQUEST, "The body must be of the type " + FORM + ".");
    }
    byte[] body = request.body();
    if (Endpoint.isTooLarge(body)) {
      return refused(Fault.TOO_LARGE, "The body is larger than 64 KiB.");
    }
    Map<String, String> form = Form.read(body);
    if (form == null) {
      return refused(
          Fault.INVALID_REQUEST, "The body is no form in which every parameter stands once.");
    }
    if (inHeader != null && form.containsKey("client_secret")) {
      return refused(
          Fault.INVALID_REQUEST, "The client shows its credentials in the header and in the form.");
    }
    if (inHeader != null && !inHeader.id().equals(form.getOrDefault("client_id", inHeader.id()))) {
      return refused(Fault.INVALID_REQUEST, "The header and the form name different clients.");
    }
    ClientCredentials shown = ClientCredentials.inForm(form);
    Client client = inHeader == null && shown != null ? known(shown) : inHeader;
    return client == null ? unknown(shown) : granted(client, form);
  }

  private IssueReply granted(Client client, Map<String, String> form) {
    String grant = form.get("grant_type");
    if (grant == null) {
      return refused(Fault.INVALID_REQUEST, "grant_type is missing.");
    }
    return grant.equals("client_credentials")
        ? issued(client, form.getOrDefault("scope", ""))
        : refused(Fault.UNSUPPORTED_GRANT_TYPE, "Only client_credentials is supported.");
  }

  /** Without a regular expression: one for optional spaces takes long for very many of them. */
  private static boolean isForm(String contentType) {
    int parameters = contentType.indexOf(';');
    String type = parameters < 0 ? contentType : contentType.substring(0, parameters);
    return type.strip().equalsIgnoreCase(FORM);
  }

  /** An unknown client costs as much time as a known one. */
  private @Nullable Client known(ClientCredentials shown) {
    Client encoded = known(shown.id(), shown.secret());
    Client asSent = known(shown.rawId(), shown.rawSecret());
    return encoded == null ? asSent : encoded;
  }

  private @Nullable Client known(String id, String secret) {
    Map<String, Client> all = clients.get();
    Client client = all.get(id);
    Client compared = client == null ? all.values().stream().findFirst().orElse(null) : client;
    byte[] shown = secret.getBytes(StandardCharsets.UTF_8);
    boolean right = compared != null && compared.secret().secret().is(shown);
    return right ? client : null;
  }

  private IssueReply issued(Client client, String wish) {
    Set<String> scopes = new TreeSet<>(client.scopes());
    if (!wish.isEmpty()) {
      scopes = new TreeSet<>(List.of(wish.split(" +")));
      if (!client.scopes().containsAll(scopes)) {
        return refused(Fault.INVALID_SCOPE, "The client may not have that scope.");
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
          ? refused(Fault.TOO_LARGE, NotAdmittedException.TOO_LONG)
          : refused(Fault.INVALID_SCOPE, "No token is issued: " + refused.getMessage() + ".");
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

  private IssueReply refused(Fault fault, String description) {
    Map<String, Object> error = new LinkedHashMap<>();
    error.put("error", fault.error);
    error.put("error_description", description);
    List<Header> headers =
        fault.status == 401
            ? List.of(new Header("WWW-Authenticate", "Basic realm=\"" + realm + "\""))
            : List.of();
    return IssueReply.refused(
        fault.status, headers, StrictJson.write(error), fault.reason, description);
  }
}
