package dev.watchword.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.watchword.testing.SettingsFixture;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Names and defaults are promises: people configure and deploy by them. */
class PropertyTest {
  @Test
  void properties_haveTheseNamesAndDefaults() {
    assertEquals(
        """
        watchword.secret =
        watchword.secret.location =
        watchword.kid =
        watchword.from =
        watchword.until =
        watchword.algorithms = HS256
        watchword.iss =
        watchword.audiences =
        watchword.leeway = 30s
        watchword.maxage =
        watchword.maxlifetime =
        watchword.claims =
        watchword.nameclaim = sub
        watchword.rolesclaim = roles
        watchword.scopeclaim = scope
        watchword.keys =
        watchword.profile = strict
        watchword.relax =
        watchword.selector =
        watchword.grants =
        watchword.publishable =
        watchword.publishable.origins =
        watchword.revocation = off
        watchword.revocation.claims =
        watchword.singleuse = off
        watchword.singleuse.quota = 100000
        watchword.issue.lifetime = 5m
        watchword.issue.longest = 1h
        watchword.issue.claims = name,email,profilePicture,companies,widgetId,customerId,customerName,userName,userEmail,userAvatarUrl
        watchword.workspace.secret =
        watchword.workspace.secret.location =
        watchword.apikey.secret =
        watchword.apikey.secret.location =
        watchword.identity.user = sub,userId,user_id,external_id
        watchword.identity.signed = email,userEmail,customerId,companies,role
        watchword.identity.client = name,userName,userAvatarUrl,customerName,profilePicture,locale
        watchword.identity.legacy = off
        watchword.identity.hashes = userHMAC,userHash,user_hash,identifier_hash,hash,signature,email_hash,subscriberHash,companyHash
        watchword.identity.until =
        watchword.identity.secret =
        watchword.identity.secret.location =
        watchword.identity.session = off
        watchword.clients =
        watchword.client.<name>.id =
        watchword.client.<name>.secret =
        watchword.client.<name>.secret.location =
        watchword.client.<name>.scopes =
        watchword.client.<name>.issuer =
        watchword.client.<name>.typ = jwt
        watchword.client.<name>.assertion.audiences =
        watchword.issuers =
        watchword.issuers.location =
        watchword.choose = kid
        watchword.refresh = 10s
        watchword.enforce.from =
        watchword.issuer.<name>.enforce.from =
        watchword.insecure = false
        watchword.public =
        watchword.rules =
        watchword.rule.<name> =
        watchword.jaxrs.unannotated = allow
        watchword.source = bearer
        watchword.streams = close
        watchword.streams.maxage = 12h
        watchword.streams.percaller = 20
        watchword.limit.public =
        watchword.limit.failures = 20/1m
        watchword.limit.publishable = 120/1m
        watchword.limit.<name> =
        watchword.limit.<name>.per = caller
        watchword.store = memory
        watchword.store.prefix = watchword
        watchword.store.timeout = 250ms
        watchword.store.staleness = 1s
        watchword.store.outage.limits = local
        watchword.store.outage.singleuse = refuse
        watchword.store.outage.revocation = refuse
        watchword.xratelimit = off
        watchword.proxies =
        watchword.proxies.header = X-Forwarded-For
        watchword.tokensize = 8192
        watchword.remember = on
        watchword.realm = watchword
        watchword.audit = off
        watchword.answers = coarse
        watchword.cors.origins =
        watchword.cors.headers = Authorization,Content-Type
        watchword.sso.origins =
        watchword.sso.cookie = __Host-watchword
        """,
        Arrays.stream(Property.values())
            .map(property -> (property.documentedName() + " = " + property.defaultValue()).strip())
            .collect(Collectors.joining("\n", "", "\n")));
  }

  @ParameterizedTest
  @EnumSource
  void name_isKnownAndFitsEnvironment(Property property) {
    String name = property.documentedName();
    assertTrue(name.matches("watchword(\\.([a-z0-9]+|<name>))+"), name);
    assertTrue(Property.isKnown(name.replace("<name>", "a1")), name);
  }

  @ParameterizedTest
  @EnumSource
  void meaning_isOneLineThatFitsTable(Property property) {
    String meaning = property.meaning();
    assertFalse(meaning.isBlank(), property::name);
    assertFalse(meaning.contains("|") || meaning.contains("\n"), meaning);
    assertFalse(meaning.contains("<"), "a browser would take it for a tag: " + meaning);
    assertFalse(meaning.endsWith("."), meaning);
  }

  @ParameterizedTest
  @ValueSource(strings = {"secret", "secret.location", "kid", "from", "until"})
  void propertyOfOneKey_isThereForEveryKey(String suffix) {
    for (String prefix : new String[] {"", "previous.", "key.a.", "key.2027."}) {
      assertTrue(Property.isKnown("watchword." + prefix + suffix), prefix + suffix);
    }
  }

  @Test
  void defaults_areGoodValues() {
    SettingsFixture given = SettingsFixture.aSecret();
    for (Property property : Property.values()) {
      boolean ofSharedStore = property.documentedName().startsWith("watchword.store.");
      boolean isSettable = !ofSharedStore && !property.documentedName().contains("<");
      if (isSettable && !property.defaultValue().isEmpty()) {
        given.and(property.documentedName(), property.defaultValue());
      }
    }
    assertEquals(SettingsFixture.aSecret().issuer().rules(), given.issuer().rules());
  }
}
