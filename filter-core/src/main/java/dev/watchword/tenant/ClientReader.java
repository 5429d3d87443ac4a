package dev.watchword.tenant;

import dev.watchword.issue.Client;
import dev.watchword.settings.Property;
import dev.watchword.settings.Section;
import dev.watchword.token.Issuer;
import dev.watchword.token.MacAlgorithm;
import dev.watchword.token.SecretStrength;
import dev.watchword.token.SharedKey;
import dev.watchword.token.TokenType;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Reads the OAuth clients. */
final class ClientReader {
  private final Section section;
  private final Map<String, Tenant> tenants;
  private final SingleMistakes single;
  private final @Nullable Map<String, Client> inForce;

  /**
   * A reader.
   *
   * @param single takes the mistakes of each client, but for those at start
   * @param inForce the clients that are in force, by their ids; null at start
   */
  ClientReader(
      Section section,
      Map<String, Tenant> tenants,
      SingleMistakes single,
      @Nullable Map<String, Client> inForce) {
    this.section = section;
    this.tenants = tenants;
    this.single = single;
    this.inForce = inForce;
  }

  /** The clients by their ids; lines for the summary are added to the notes. */
  Map<String, Client> read(List<String> notes) {
    List<String> names = section.names(Property.CLIENTS);
    Map<String, Client> clients = new LinkedHashMap<>();
    for (String name : names) {
      Section named = section.named(name);
      Client read = single.read(named, inForce != null, own -> client(name, own, clients.keySet()));
      Client client = read == null ? inForce(id(named, name)) : read;
      if (client != null && clients.putIfAbsent(client.id(), client) == null) {
        notes.add(described(name, client));
      }
    }
    section.checkListed(Property.CLIENTS, names, "client");
    return clients;
  }

  /** What stays in the place of a bad client; null for none, or where its issuer is gone. */
  private @Nullable Client inForce(String id) {
    Client client = inForce == null ? null : inForce.get(id);
    return client != null && tenants.containsKey(client.issuer()) ? client : null;
  }

  private static String described(String name, Client client) {
    return "client %s: ***%s, scopes %s, signed by issuer %s"
        .formatted(
            name,
            client.secret().fingerprint(),
            client.scopes().isEmpty() ? "none" : String.join(" ", new TreeSet<>(client.scopes())),
            client.issuer());
  }

  private static String id(Section own, String name) {
    String given = own.given(Property.CLIENT_ID);
    return given == null ? name : given;
  }

  private @Nullable Client client(String name, Section own, Set<String> others) {
    Set<String> audiences = Set.copyOf(own.list(Property.CLIENT_ASSERTION_AUDIENCES));
    SecretStrength strength =
        audiences.isEmpty()
            ? SecretStrength.COMPARED
            : SecretStrength.ofSigning(Set.of(MacAlgorithm.HS256), false);
    Secret secret = SecretReader.read(own.under("client").under(name), strength);
    Set<String> scopes = scopes(own);
    Issuer issuer = issuer(own, name);
    if (issuer == null || secret == null) {
      return null;
    }
    Set<String> grants = issuer.grants();
    if (grants != null && !grants.containsAll(scopes)) {
      own.mistake(
          Property.CLIENT_SCOPES, "has scopes that issuer '" + issuer.name() + "' does not grant");
    }
    String id = id(own, name);
    if (others.contains(id)) {
      own.mistake(Property.CLIENT_ID, "is the id of another client, too");
    }
    if (!id.matches("[ -~]{1,256}")) {
      own.mistake(Property.CLIENT_ID, "is not 1 to 256 printable characters");
    }
    SharedKey credential = secret.credential("client", null);
    return new Client(id, credential, issuer.name(), scopes, type(own, issuer), audiences);
  }

  private static Set<String> scopes(Section own) {
    Set<String> scopes = new HashSet<>(own.list(Property.CLIENT_SCOPES));
    for (String scope : scopes) {
      if (!scope.matches("[!#-\\[\\]-~]+")) {
        own.mistake(Property.CLIENT_SCOPES, "has '" + scope + "', which is no scope (RFC 6749)");
      }
    }
    return scopes;
  }

  /** Of tokens; an access token says who signed it and for whom (RFC 9068 section 2.2). */
  private static TokenType type(Section own, Issuer issuer) {
    String jwt = TokenType.JWT.typ();
    String access = TokenType.ACCESS.typ();
    boolean isAccess = own.oneOf(Property.CLIENT_TYP, jwt, access).equals(access);
    if (isAccess && (issuer.rules().iss() == null || issuer.rules().audiences().size() != 1)) {
      own.mistake(
          Property.CLIENT_TYP,
          "is at+jwt (RFC 9068), and issuer '"
              + issuer.name()
              + "' has not an iss and one audience to write into such a token");
    }
    return isAccess ? TokenType.ACCESS : TokenType.JWT;
  }

  private @Nullable Issuer issuer(Section own, String client) {
    String named = own.given(Property.CLIENT_ISSUER);
    Tenant tenant =
        named == null && tenants.size() == 1
            ? tenants.values().iterator().next()
            : tenants.get(named == null ? "" : named);
    if (tenant == null && !tenants.isEmpty()) {
      own.mistake(
          Property.CLIENT_ISSUER,
          named == null
              ? "is not set: which issuer signs for client '" + client + "'?"
              : "names '" + named + "', which is no issuer");
    }
    return tenant == null ? null : tenant.issuer();
  }
}
