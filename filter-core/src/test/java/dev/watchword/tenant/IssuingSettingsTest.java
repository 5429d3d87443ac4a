package dev.watchword.tenant;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.watchword.identity.IdentityHashRules.Mode;
import dev.watchword.issue.Client;
import dev.watchword.issue.IssuingAccount;
import dev.watchword.issue.IssuingRules;
import dev.watchword.testing.RandomSecrets;
import dev.watchword.testing.SettingsFixture;
import dev.watchword.token.SharedKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an issuer signs for others, and who may ask: every mistake is told, and stops the start. */
class IssuingSettingsTest {
  private static final Set<String> RESERVED = IssuingRules.RESERVED;
  private static final String OWN = "; give each purpose a secret of its own";

  /** Where a secret can be set, and what it then is called. */
  private static final List<Arguments> PURPOSES =
      List.of(
          Arguments.of("secret", "the key 'usual' of issuer 'default'"),
          Arguments.of("previous.secret", "the key 'previous' of issuer 'default'"),
          Arguments.of("key.a.secret", "the key 'a' of issuer 'default'"),
          Arguments.of("workspace.secret", "workspace.secret of issuer 'default'"),
          Arguments.of("apikey.secret", "apikey.secret of issuer 'default'"),
          Arguments.of("identity.secret", "identity.secret of issuer 'default'"),
          Arguments.of("client.app.secret", "the secret of client 'app'"),
          Arguments.of("client.other.secret", "the secret of client 'other'"));

  private static SettingsFixture good(String property) {
    return SettingsFixture.aSecret().and(property, RandomSecrets.good());
  }

  /** An issuer with a secret for each purpose, and two clients. */
  private static SettingsFixture everything() {
    SettingsFixture given =
        SettingsFixture.nothing().and("watchword.keys=a; watchword.clients=app,other");
    for (Arguments purpose : PURPOSES) {
      given.and("watchword." + purpose.get()[0], RandomSecrets.good());
    }
    return given.and("watchword.identity.legacy=warn");
  }

  private static IssuingAccount account(SettingsFixture given) {
    return given.read().snapshot().tenants().get("default").account();
  }

  private static Client client(SettingsFixture given, String id) {
    return given.read().snapshot().clients().get(id);
  }

  private static SettingsFixture client(String pairs) {
    return good("watchword.client.app.secret").and("watchword.clients=app").and(pairs);
  }

  /** Two issuers, a and b. */
  private static SettingsFixture two() {
    return SettingsFixture.nothing()
        .and("watchword.issuers=a,b")
        .and("watchword.issuer.a.secret", RandomSecrets.good())
        .and("watchword.issuer.b.secret", RandomSecrets.good());
  }

  // Secrets

  @Test
  void everySecret_isRead() {
    SettingsFixture given = everything();
    IssuingAccount account = account(given);
    assertEquals(List.of("workspace"), names(account.secrets()));
    assertEquals(List.of("apikey"), names(account.apiKeys()));
    assertEquals(List.of("identity"), names(account.hashKeys()));
    assertEquals(Set.of("app", "other"), given.read().snapshot().clients().keySet());
    assertTrue(account.issuer().issuesWidgetTokens());
  }

  private static List<String> names(List<SharedKey> keys) {
    return keys.stream().map(SharedKey::name).toList();
  }

  @Test
  void noIssuingSecrets_issueNothing() {
    IssuingAccount account = account(SettingsFixture.aSecret());
    assertEquals(List.of(), account.secrets());
    assertEquals(List.of(), account.apiKeys());
    assertEquals(List.of(), account.hashKeys());
    assertEquals(IssuingRules.DEFAULT, account.rules());
    assertTrue(!account.issuer().issuesWidgetTokens());
  }

  static Stream<Arguments> pairsOfPurposes() {
    return Stream.of(0, 1, 2, 3, 4, 5, 6, 7)
        .flatMap(
            i ->
                PURPOSES.subList(i + 1, PURPOSES.size()).stream()
                    .filter(other -> i > 2 || PURPOSES.indexOf(other) > 2)
                    .map(
                        other ->
                            Arguments.of(
                                PURPOSES.get(i).get()[0],
                                other.get()[0],
                                other.get()[1] + " is the same as " + PURPOSES.get(i).get()[1])));
  }

  @ParameterizedTest // requirement 20
  @MethodSource("pairsOfPurposes")
  void oneSecretForTwoPurposes_isMistake(String one, String other, String complaint) {
    String secret = RandomSecrets.good();
    SettingsFixture given = everything().and("watchword." + one, secret);
    assertEquals(complaint + OWN, given.and("watchword." + other, secret).mistake());
    String spelled = "base64:" + Base64.getEncoder().encodeToString(secret.getBytes(UTF_8));
    assertEquals(complaint + OWN, given.and("watchword." + other, spelled).mistake());
  }

  @ParameterizedTest // requirement 20: who is shown the text can decode it
  @CsvSource({"base64", "base64url", "hex"})
  void decodedSecretAndItsText_areOneSecret(String form) {
    byte[] bytes = RandomSecrets.bytes(48);
    String text =
        switch (form) {
          case "base64" -> Base64.getEncoder().encodeToString(bytes);
          case "base64url" -> Base64.getUrlEncoder().encodeToString(bytes);
          default -> HexFormat.of().formatHex(bytes);
        };
    for (Arguments shown : PURPOSES.subList(3, PURPOSES.size())) {
      String complaint = " is the same as the key 'usual' of issuer 'default'" + OWN;
      SettingsFixture decoded = everything().and("watchword.secret", form + ":" + text);
      decoded.and("watchword." + shown.get()[0], text);
      assertEquals(shown.get()[1] + complaint, decoded.mistake());
    }
    SettingsFixture reverse = everything().and("watchword.secret", text);
    reverse.and("watchword.identity.secret", form + ":" + text);
    assertEquals(
        "identity.secret of issuer 'default' is the same as the key 'usual' of issuer 'default'"
            + OWN,
        reverse.mistake());
  }

  @Test
  void decodedSecretOfAnotherIssuer_isSame() {
    String text = RandomSecrets.text(64);
    SettingsFixture given = two().and("watchword.issuer.a.secret", text);
    assertEquals(
        "issuers 'a' and 'b' have the same secret",
        given.and("watchword.issuer.b.secret", "base64url:" + text).mistake());
  }

  @Test // as during a change of how it is read
  void decodedSecretOfSameIssuer_isAnotherKey() {
    String text = RandomSecrets.text(64);
    SettingsFixture given = SettingsFixture.nothing().and("watchword.secret", "base64url:" + text);
    assertEquals(2, given.and("watchword.previous.secret", text).keys().size());
  }

  @Test
  void secretOfOneIssuer_hasNoPurposeAtAnother() {
    String secret = RandomSecrets.good();
    SettingsFixture given = two().and("watchword.issuer.a.secret", secret);
    assertEquals(
        "workspace.secret of issuer 'b' is the same as the key 'usual' of issuer 'a'" + OWN,
        given.and("watchword.issuer.b.workspace.secret", secret).mistake());
    String shown = RandomSecrets.good();
    given = two().and("watchword.issuer.a.workspace.secret", shown);
    assertEquals(
        "workspace.secret of issuer 'b' is the same as workspace.secret of issuer 'a'" + OWN,
        given.and("watchword.issuer.b.workspace.secret", shown).mistake());
  }

  @Test // requirement 68: what everybody sees must not open anything else
  void publishableToken_isNoSecret() {
    String token = "wpk_" + RandomSecrets.text(40);
    for (String purpose : List.of("workspace.secret", "apikey.secret", "client.app.secret")) {
      SettingsFixture given = everything().and("watchword.publishable.origins=https://a.example");
      given.and("watchword.publishable", token).and("watchword." + purpose, token);
      String mistake = given.mistake();
      assertTrue(mistake.contains("a publishable token of issuer 'default'"), mistake);
      assertTrue(mistake.endsWith(OWN), mistake);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"workspace", "apikey", "identity", "client.app"})
  void badSecret_isMistake(String purpose) {
    String name = "watchword." + purpose + ".secret";
    for (String bad : List.of(RandomSecrets.text(15), "a".repeat(64), "hex:00", " ")) {
      String mistake = everything().and(name, bad).mistake();
      assertTrue(mistake.startsWith(name + " (test) "), mistake);
    }
    assertEquals(
        1, everything().and(name, RandomSecrets.text(32)).read().snapshot().tenants().size());
  }

  @ParameterizedTest
  @ValueSource(strings = {"workspace", "apikey", "client.app"})
  void secretThatIsOnlyCompared_needs128Bits(String purpose) {
    String name = "watchword." + purpose + ".secret";
    String enough = RandomSecrets.various(16);
    assertEquals(1, everything().and(name, enough).read().snapshot().tenants().size());
    assertEquals(
        name
            + " (test) has 15 bytes, but a secret that is only compared needs at least 16 (128"
            + " bits). Make one with: openssl rand -base64 32",
        everything().and(name, enough.substring(1)).mistake());
  }

  @Test // a MAC is made with it
  void secretOfIdentityHashes_mustBeAsLongAsKey() {
    String name = "watchword.identity.secret";
    assertEquals(
        name
            + " (test) has 31 bytes, but HS256 needs at least 32 (RFC 7518 section 3.2). Make one"
            + " with: openssl rand -base64 32",
        everything().and(name, RandomSecrets.text(31)).mistake());
  }

  @ParameterizedTest
  @CsvSource({"workspace", "apikey"})
  void secretThatNoHeaderCanHold_isMistake(String purpose) {
    String name = "watchword." + purpose + ".secret";
    String text = RandomSecrets.text(32);
    for (String bad :
        List.of(
            text + " x",
            text + "\u00e9",
            text + "\t",
            "hex:80" + "a1b2c3d4e5f60718".repeat(4),
            RandomSecrets.text(1025))) {
      assertEquals(
          name
              + " (test) cannot be shown in a header: it must be 16 to 1024 characters of ASCII"
              + " without spaces",
          everything().and(name, bad).mistake());
    }
    assertEquals(
        1, everything().and(name, RandomSecrets.text(1024)).read().snapshot().tenants().size());
  }

  @Test // the relaxation is for the key of a vendor that has a short one
  void shortSecret_isAllowedForKeyAlone() {
    SettingsFixture given =
        SettingsFixture.nothing().and("watchword.profile=freshworks; watchword.secret=secret77");
    String mistake = given.and("watchword.workspace.secret", RandomSecrets.text(15)).mistake();
    assertTrue(
        mistake.startsWith(
            "watchword.workspace.secret (test) has 15 bytes, but a secret that is only"),
        mistake);
  }

  @ParameterizedTest
  @ValueSource(strings = {"workspace", "apikey", "identity", "client.app"})
  void secretAndItsFile_areNotBothSet(String purpose) {
    String name = "watchword." + purpose + ".secret";
    assertEquals(
        name + " (test) and " + name + ".location are both set; keep one of them",
        everything().and(name + ".location", "/run/secrets/x").mistake());
  }

  // Only Fogbender's workspaces have one secret for everything

  @Test
  void sharedSecret_servesAccountAndItsHashes() {
    String secret = RandomSecrets.good();
    SettingsFixture given = SettingsFixture.nothing().and("watchword.profile=fogbender");
    IssuingAccount account = account(given.and("watchword.secret", secret));
    assertEquals(account.issuer().keys(), account.secrets());
    assertEquals(account.issuer().keys(), account.hashKeys());
    assertEquals(Duration.ofHours(1), account.rules().lifetime());
    given.and("watchword.workspace.secret", secret).and("watchword.identity.secret", secret);
    assertEquals(1, account(given).secrets().size());
  }

  @ParameterizedTest
  @CsvSource({
    "apikey.secret, apikey.secret of issuer 'default'",
    "client.app.secret, the secret of client 'app'"
  })
  void sharedSecret_servesNoOtherPurpose(String purpose, String called) {
    String secret = RandomSecrets.good();
    SettingsFixture given = SettingsFixture.nothing().and("watchword.profile=fogbender");
    given.and("watchword.secret", secret).and("watchword." + purpose, secret);
    given.and("watchword.clients", purpose.startsWith("client") ? "app" : "");
    assertEquals(
        called + " is the same as the key 'usual' of issuer 'default'" + OWN, given.mistake());
  }

  @ParameterizedTest // requirement 65: a company's hash is also that of a user with its id
  @CsvSource(
      delimiter = '|',
      value = {
        "accept      | userHash,companyHash | true",
        "warn        | companyHash,my_hash  | true",
        "warn        |                      | true",
        "require-jwt | userHash,companyHash | false",
        "accept      | userHash             | false",
        "accept      | userHash,email_hash  | false",
        "accept      | companyHash          | false"
      })
  void hashesOfCompaniesBesideThoseOfUsers_areWarnedOf(String mode, String names, boolean warned) {
    SettingsFixture given =
        good("watchword.identity.secret").and("watchword.identity.legacy", mode);
    if (names != null) {
      given.and("watchword.identity.hashes", names);
    }
    String warning =
        "WARNING: issuer default accepts companyHash beside hashes of users: a company's hash passes"
            + " as that of a user with the same id; set identity.hashes to the one name that pages"
            + " send, or see to it that no user has the id of a company";
    assertEquals(
        warned, given.read().summary().contains(warning), given.read().summary()::toString);
  }

  // Publishable tokens

  @ParameterizedTest
  @ValueSource(
      strings = {
        "wpk_0123456789abcde",
        "WPK_0123456789abcdef",
        "0123456789abcdef0123",
        "wpk_0123456789abcde=",
        "wpk_0123456789abcde f",
        "wpk_0123456789abcd\u00e9\u00e9"
      })
  void publishableTokenOfAnotherForm_isMistake(String token) {
    SettingsFixture given =
        SettingsFixture.aSecret().and("watchword.publishable.origins=https://a.example");
    assertEquals(
        "watchword.publishable (test) has a token that is not wpk_ and at least 16 letters,"
            + " digits, _ or -",
        given.and("watchword.publishable", token).mistake());
  }

  @ParameterizedTest // requirement 67
  @CsvSource({
    "watchword.publishable=wpk_0123456789abcdef, ' (test)'",
    "watchword.publishable.origins=https://a.example, ''"
  })
  void publishableTokenWithoutOriginsOrReverse_isMistake(String half, String origin) {
    assertEquals(
        "watchword.publishable"
            + origin
            + " and watchword.publishable.origins belong together: from whose pages may the token"
            + " come?",
        SettingsFixture.aSecret().and(half).mistake());
  }

  @Test
  void publishableTokenOfTwoIssuers_isMistake() {
    SettingsFixture given = two();
    for (String name : List.of("a", "b")) {
      String prefix = "watchword.issuer." + name + ".publishable";
      given.and(prefix, "wpk_0123456789abcdef").and(prefix + ".origins", "https://a.example");
    }
    assertEquals("issuers 'a' and 'b' have the same publishable token", given.mistake());
  }

  // Claims

  @ParameterizedTest // requirement 63
  @FieldSource("RESERVED")
  void reservedClaim_cannotBeAllowed(String claim) {
    assertEquals(
        "watchword.issue.claims (test) is wrong: '" + claim + "' is set by the issuer alone",
        SettingsFixture.aSecret().and("watchword.issue.claims", "name," + claim).mistake());
  }

  @ParameterizedTest // requirement 63
  @CsvSource({
    "roles, '', roles",
    "scope, '', scope",
    "perms, watchword.rolesclaim=perms, perms",
    "scp, watchword.scopeclaim=scp, scp",
    "realm_access, watchword.rolesclaim=realm_access.roles, realm_access",
    "realm_access.roles, watchword.rolesclaim=realm_access.roles, realm_access.roles",
    "a.b, watchword.scopeclaim=a.b.c, a.b",
    "https://app.example/claims, watchword.rolesclaim=https://app.example/claims.roles, https://app.example/claims",
    "https://app, watchword.scopeclaim=https://app.example/c.scp, https://app",
    "groups, watchword.profile=mp, groups"
  })
  void claimThatConfersRights_cannotBeAllowed(String claim, String setting, String named) {
    SettingsFixture given =
        SettingsFixture.aSecret().and("watchword.issue.claims", "name," + claim);
    assertEquals(
        "watchword.issue.claims (test) has '"
            + named
            + "', by which a backend would confer rights on its users",
        (setting.isEmpty() ? given : given.and(setting)).mistake());
  }

  @Test // a name that merely begins like one of them
  void claimBesideThoseThatConferRights_canBeAllowed() {
    SettingsFixture given =
        SettingsFixture.aSecret()
            .and(
                "watchword.issue.claims=realm,realm_access.name,access; watchword.rolesclaim=realm_access.roles");
    assertEquals(3, account(given).rules().claims().size());
  }

  @Test
  void claims_areThoseThatAreListed() {
    SettingsFixture given = SettingsFixture.aSecret().and("watchword.issue.claims", "name, plan");
    assertEquals(List.of("name", "plan"), account(given).rules().claims());
  }

  // Lifetimes

  @ParameterizedTest // requirement 64
  @CsvSource({
    "'', PT5M, PT1H",
    "issue.lifetime=10m, PT10M, PT1H",
    "issue.lifetime=1h, PT1H, PT1H",
    "issue.longest=5m, PT5M, PT5M",
    "issue.lifetime=1s;issue.longest=1s, PT1S, PT1S",
    "maxlifetime=30m, PT5M, PT30M",
    "maxlifetime=1m, PT1M, PT1M",
    "maxlifetime=2h, PT5M, PT1H",
    "maxage=1m, PT1M, PT1M",
    "maxage=30m;maxlifetime=20m, PT5M, PT20M",
    "maxage=20m;maxlifetime=30m, PT5M, PT20M",
    "maxage=2h, PT5M, PT1H",
    "maxage=0s, PT5M, PT1H"
  })
  void lifetimes_areWithinThoseThatAreAccepted(String set, Duration usual, Duration longest) {
    SettingsFixture given = SettingsFixture.aSecret();
    for (String pair : set.isEmpty() ? new String[0] : set.split(";")) {
      given.and("watchword." + pair);
    }
    IssuingRules rules = account(given).rules();
    assertEquals(usual, rules.lifetime());
    assertEquals(longest, rules.longest());
  }

  @ParameterizedTest
  @CsvSource({
    "issue.lifetime=61m, ' (test)', 3600",
    "issue.longest=4m, '', 240",
    "issue.lifetime=2m; watchword.maxlifetime=1m, ' (test)', 60",
    "issue.lifetime=2m; watchword.maxage=1m, ' (test)', 60"
  })
  void lifetimeAboveLongest_isMistake(String set, String origin, int most) {
    assertEquals(
        "watchword.issue.lifetime"
            + origin
            + " is longer than issue.longest, maxlifetime or maxage allows: "
            + most
            + "s",
        SettingsFixture.aSecret().and("watchword." + set).mistake());
  }

  @ParameterizedTest // or a client gets a token that is refused
  @CsvSource(
      delimiter = '|',
      value = {
        "watchword.claims=plan | plan,",
        "watchword.claims=jti,plan | plan,",
        "watchword.claims=jti,iat,exp,nbf | "
      })
  void claimThatNoIssuedTokenHas_stopsStart(String set, String missing) {
    String start = "issuer 'default' signs for ";
    String why = ", but the token would be refused here: ";
    for (String who : List.of("workspace.secret", "apikey.secret", "client.app.secret")) {
      SettingsFixture given = good("watchword." + who).and(set);
      if (who.startsWith("client")) {
        given.and("watchword.clients=app");
      }
      if (missing == null) {
        given.read();
      } else {
        String mistake = given.mistake();
        assertTrue(mistake.startsWith(start), mistake);
        String claim = missing.replace(",", "");
        assertTrue(
            mistake.endsWith(why + "the required claim '" + claim + "' is missing"), mistake);
      }
    }
  }

  @Test // a workspace's user stands in userId, which is no name by that profile
  void profileMp_admitsWhatItIssuesForApiUsersAndClients() {
    String set = "watchword.profile=mp; watchword.iss=me";
    good("watchword.apikey.secret").and(set).read();
    client(set).read();
    assertEquals(
        "issuer 'default' signs for client 'app', but the token would be refused here: the required"
            + " claim 'iss' is missing",
        client("watchword.profile=mp").mistake());
    assertEquals(
        "issuer 'default' signs for a workspace, but the token would be refused here: the required"
            + " claim 'upn|preferred_username|sub' is missing",
        good("watchword.workspace.secret").and(set).mistake());
  }

  @Test // which a backend may add, or not
  void requiredClaimThatBackendMayAdd_doesNotStopStart() {
    good("watchword.workspace.secret").and("watchword.claims=email").read();
  }

  @ParameterizedTest // or whoever asks for a token gets one that is refused
  @ValueSource(strings = {"workspace.secret", "apikey.secret", "client.app.secret"})
  void tokenThatIsAlwaysTooLong_stopsStart(String who) {
    SettingsFixture given = good("watchword." + who);
    given.and("watchword.audiences", "https://service.example/" + "a".repeat(200));
    if (who.startsWith("client")) {
      given.and("watchword.clients=app");
    }
    given.read();
    String mistake = given.and("watchword.tokensize=256").mistake();
    assertTrue(mistake.startsWith("issuer 'default' signs for "), mistake);
    String why = "the token would be refused here: the token is longer than watchword.tokensize";
    assertTrue(mistake.endsWith(", but " + why + " allows"), mistake);
  }

  @Test // a request may ask for less
  void tokenThatCanBeShortEnough_doesNotStopStart() {
    good("watchword.workspace.secret").and("watchword.tokensize=300").read();
    client("watchword.tokensize=300")
        .and("watchword.client.app.scopes", "short," + "s".repeat(400))
        .read();
  }

  @Test // and a request that asks for less asks for what is required
  void shortTokenWithRequiredClaim_doesNotStopStart() {
    SettingsFixture given = good("watchword.workspace.secret").and("watchword.claims=email|phone");
    given.and("watchword.issue.claims", "email,x" + "x".repeat(200)).read();
    given.and("watchword.tokensize=256").read();
  }

  @Test
  void ownTokenSize_isThatOfRules() {
    SettingsFixture given = good("watchword.apikey.secret").and("watchword.tokensize=9000");
    assertEquals(9000, account(given).rules().tokenSize());
    SettingsFixture two = two().and("watchword.tokensize=9000");
    two.read().snapshot().tenants().values().stream()
        .map(tenant -> tenant.account().rules().tokenSize())
        .forEach(size -> assertEquals(9000, size));
  }

  @ParameterizedTest
  @ValueSource(strings = {"lifetime", "longest"})
  void zeroLifetime_isMistake(String which) {
    String name = "watchword.issue." + which;
    assertEquals(
        "watchword.issue.lifetime (test) is 0s: a token would end as it begins; write 5m",
        SettingsFixture.aSecret().and("watchword.issue.lifetime=0s").and(name, "0s").mistake());
  }

  @ParameterizedTest
  @ValueSource(strings = {"lifetime", "longest"})
  void badLifetime_isMistake(String which) {
    String name = "watchword.issue." + which;
    assertEquals(
        name + " (test) is wrong: '300' is no duration; write 30s, 15m, 8h or 1d",
        SettingsFixture.aSecret().and(name, "300").mistake());
  }

  // Identity

  @ParameterizedTest
  @CsvSource({"accept", "warn"})
  void hashesWithoutTheirOwnSecret_areMistake(String mode) {
    assertEquals(
        "watchword.identity.secret is not set, but identity.legacy is "
            + mode
            + "; another secret than the token's",
        SettingsFixture.aSecret().and("watchword.identity.legacy", mode).mistake());
  }

  @ParameterizedTest
  @CsvSource({"off, OFF", "require-jwt, REQUIRE_JWT"})
  void hashesThatAreOff_needNoSecret(String word, Mode mode) {
    SettingsFixture given = SettingsFixture.aSecret().and("watchword.identity.legacy", word);
    assertEquals(mode, given.read().snapshot().tenants().get("default").identity().legacy().mode());
    assertEquals(List.of(), account(given).hashKeys());
  }

  @Test // requirement 66
  void hashesOfIssuerThatHasMoved_areNotMadeEither() {
    SettingsFixture given = everything().and("watchword.identity.legacy=require-jwt");
    assertEquals(List.of(), account(given).hashKeys());
  }

  @ParameterizedTest
  @ValueSource(strings = {"identity.secret", "identity.secret.location", "identity.until"})
  void settingsOfHashesThatAreOff_areMistake(String property) throws Exception {
    String value = property.endsWith("until") ? "2027-01-01" : RandomSecrets.good();
    String named = property.endsWith("location") ? file(value) : value;
    assertEquals(
        "watchword.identity.legacy is off, so identity.secret and identity.until are of no use;"
            + " set accept or warn",
        SettingsFixture.aSecret().and("watchword." + property, named).mistake());
  }

  @Test // a workspace's secret makes plain tokens refused: the log says so
  void issuerOfWidgetTokens_isShownAsAcceptedWhereNamed() {
    String said = "issuer a is believed only where a rule names it";
    assertFalse(two().read().summary().contains(said));
    SettingsFixture signing =
        two().and("watchword.issuer.a.workspace.secret", RandomSecrets.good());
    assertTrue(signing.read().summary().contains(said));
    assertFalse(good("watchword.workspace.secret").read().summary().contains(said));
  }

  @Test
  void loneIssuerWithOneSecret_isWarnedOf() {
    String warning =
        "WARNING: issuer default is alone and has one secret for all (onesecret): its users' tokens"
            + " pass wherever a token is needed";
    assertTrue(
        SettingsFixture.aSecret()
            .and("watchword.relax=onesecret")
            .read()
            .summary()
            .contains(warning));
    assertFalse(SettingsFixture.aSecret().read().summary().contains(warning));
    SettingsFixture separate = good("watchword.workspace.secret").and("watchword.relax=onesecret");
    assertFalse(separate.read().summary().contains(warning)); // its tokens are a widget's
  }

  private static String file(String text) throws Exception {
    java.nio.file.Path file = java.nio.file.Files.createTempFile("secret", "");
    java.nio.file.Files.writeString(file, text);
    file.toFile().deleteOnExit();
    return file.toString();
  }

  @Test
  void hashes_endAtTheirDate() {
    SharedKey key =
        account(everything().and("watchword.identity.until=2027-01-01")).hashKeys().get(0);
    Instant end = Instant.parse("2027-01-01T00:00:00Z");
    assertEquals(end, key.until());
    assertNull(account(everything()).hashKeys().get(0).until());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          identity.legacy=on         | identity.legacy (test) is wrong: 'on' is none of off, accept, warn, require-jwt
          identity.legacy=Warn       | identity.legacy (test) is wrong: 'Warn' is none of off, accept, warn, require-jwt
          identity.until=soon        | identity.until (test) is wrong: 'soon' is no date; write 2027-01-31 (midnight UTC) or 2027-01-31T18:00:00Z
          identity.client=email      | identity.client (test) has 'email', which identity.signed has too: which is it?
          identity.signed=name,plan  | identity.client has 'name', which identity.signed has too: which is it?
          identity.client=a,userId   | identity.user has 'userId', which names the user and so cannot be an attribute
          identity.signed=sub        | identity.user has 'sub', which names the user and so cannot be an attribute
          identity.user=email        | identity.user (test) has 'email', which names the user and so cannot be an attribute
          """)
  void badIdentitySettings_areMistakes(String pair, String complaint) {
    List<String> mistakes = everything().and("watchword." + pair).mistakes();
    assertEquals("watchword." + complaint, mistakes.get(0));
    assertEquals(1, mistakes.size(), mistakes::toString);
  }

  // Clients

  @Test
  void client_isKnownByItsNameOrItsId() {
    SettingsFixture given = client("watchword.client.app.scopes=orders:read, orders:write");
    assertEquals(Set.of("orders:read", "orders:write"), client(given, "app").scopes());
    assertEquals("default", client(given, "app").issuer());
    given.and("watchword.client.app.id=https://app.example/ 1");
    assertEquals("https://app.example/ 1", client(given, "https://app.example/ 1").id());
    assertNull(client(given, "app"));
  }

  @Test
  void clientOfOneOfSeveralIssuers_hasScopesThatItGrants() {
    SettingsFixture given = two().and("watchword.clients=app; watchword.client.app.issuer=b");
    given.and("watchword.client.app.secret", RandomSecrets.good());
    given.and("watchword.client.app.scopes=read; watchword.issuer.b.grants=read,write");
    assertEquals("b", client(given, "app").issuer());
    assertEquals(
        "watchword.client.app.scopes (test) has scopes that issuer 'b' does not grant",
        given.and("watchword.client.app.scopes=read,admin").mistake());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          client.app.issuer=other    | client.app.issuer (test) names 'other', which is no issuer
          client.app.scopes=a b      | client.app.scopes (test) has 'a b', which is no scope (RFC 6749)
          client.app.scopes=a,"b"    | client.app.scopes (test) has '"b"', which is no scope (RFC 6749)
          client.app.scopes=a\\b     | client.app.scopes (test) has 'a\\b', which is no scope (RFC 6749)
          client.app.scopes=é        | client.app.scopes (test) has 'é', which is no scope (RFC 6749)
          client.app.id=é            | client.app.id (test) is not 1 to 256 printable characters
          clients=app,b              | client.b.secret is not set. Make one with: openssl rand -base64 32, and give the same text to both sides
          clients=app,App            | clients (test) names 'App'; a name has lower-case letters and digits only
          clients=app,app            | clients (test) has a name twice
          client.b.scopes=x          | client.b.scopes (test) is of no use: watchword.clients does not list 'b'
          client.b.secret=x          | client.b.secret (test) is of no use: watchword.clients does not list 'b'
          client.app.scope=x         | client.app.scope (test) is no property of Watchword; docs/settings.md lists them all
          """)
  void badClientSettings_areMistakes(String pair, String complaint) {
    assertEquals("watchword." + complaint, client("watchword." + pair).mistake());
  }

  @Test
  void unlistedClients_areMistake() {
    SettingsFixture given =
        SettingsFixture.aSecret().and("watchword.client.app.scopes=x; watchword.client.b.id=y");
    assertEquals(
        List.of(
            "watchword.client.app.scopes (test) is of no use: watchword.clients does not list"
                + " 'app'",
            "watchword.client.b.id (test) is of no use: watchword.clients does not list 'b'"),
        given.mistakes());
  }

  @Test
  void clientOfNoneOfSeveralIssuers_isMistake() {
    SettingsFixture given = two().and("watchword.clients=app");
    assertEquals(
        "watchword.client.app.issuer is not set: which issuer signs for client 'app'?",
        given.and("watchword.client.app.secret", RandomSecrets.good()).mistake());
  }

  @Test
  void scopesBeyondGrantsOfLoneIssuer_areMistake() {
    SettingsFixture given = client("watchword.grants=read; watchword.client.app.scopes=read");
    assertEquals(Set.of("read"), client(given, "app").scopes());
    assertEquals(
        "watchword.client.app.scopes (test) has scopes that issuer 'default' does not grant",
        given.and("watchword.client.app.scopes=read,write").mistake());
  }

  @Test
  void idOfTwoClients_isMistake() {
    SettingsFixture given = client("watchword.clients=app,b; watchword.client.b.id=app");
    given.and("watchword.client.b.secret", RandomSecrets.good());
    assertEquals("watchword.client.b.id (test) is the id of another client, too", given.mistake());
  }

  @ParameterizedTest
  @CsvSource({"256, true", "257, false"})
  void id_has256CharactersAtMost(int length, boolean good) {
    SettingsFixture given = client("watchword.client.app.id=" + "i".repeat(length));
    if (good) {
      assertEquals(1, given.read().snapshot().clients().size());
    } else {
      assertEquals(
          "watchword.client.app.id (test) is not 1 to 256 printable characters", given.mistake());
    }
  }

  @Test
  void severalMistakes_areListedAtOnce() {
    SettingsFixture given =
        SettingsFixture.aSecret()
            .and("watchword.publishable=x; watchword.issue.claims=exp; watchword.clients=app")
            .and("watchword.identity.legacy=on; watchword.issue.longest=x");
    assertTrue(given.mistakes().size() >= 5, given.mistakes()::toString);
  }
}
