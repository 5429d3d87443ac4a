package dev.watchword.tenant;

import dev.watchword.http.IssuerResolver;
import dev.watchword.issue.Client;
import dev.watchword.settings.Property;
import dev.watchword.settings.Section;
import dev.watchword.settings.SettingSource;
import dev.watchword.settings.Settings;
import dev.watchword.settings.SettingsException;
import dev.watchword.token.Issuer;
import dev.watchword.token.IssuerSource;
import dev.watchword.token.TokenVerifier;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads the issuers and their keys: at start, and again whenever it is asked to, for secrets change
 * while an application runs. It keeps nothing of what it read.
 */
public final class TenantsReader {
  public static final String LONE_ISSUER = "default";

  private static final int LEAST_TOKEN = 256;
  private static final int GREATEST_TOKEN = 65_536;

  private final List<SettingSource> sources;
  private final @Nullable IssuerSource issuerSource;
  private final Function<List<Issuer>, List<String>> demands;

  public TenantsReader(List<SettingSource> sources, @Nullable IssuerSource issuerSource) {
    this(sources, issuerSource, issuers -> List.of());
  }

  private TenantsReader(
      List<SettingSource> sources,
      @Nullable IssuerSource issuerSource,
      Function<List<Issuer>, List<String>> demands) {
    this.sources = List.copyOf(sources);
    this.issuerSource = issuerSource;
    this.demands = demands;
  }

  /**
   * The same reader, for issuers that come later.
   *
   * @param all the mistakes of issuers that ask for what the rest of the settings does not allow; a
   *     change that makes one does not come into force
   */
  public TenantsReader with(Function<List<Issuer>, List<String>> all) {
    return new TenantsReader(sources, issuerSource, all);
  }

  /**
   * What there is at start; whether it is of use, the mistakes noted with the settings say.
   *
   * @param now a key that has ended by then may be without its secret
   */
  public TenantsReading read(Settings settings, Instant now) {
    TenantsReading reading = read(settings, null, null, now);
    TenantsTogetherCheck.check(settings, reading);
    return reading;
  }

  /**
   * What there is now, with the mistakes of single tenants apart; throws {@link SettingsException}
   * with every mistake that is not one tenant's. What tenants make wrong together, {@link
   * #conflicts} tells.
   *
   * @param before an earlier reading: requests go on being picked by what it picks by, and files
   *     that have not changed since are not understood again
   * @param inForce what stays in the place of whatever is bad now
   */
  TenantsReading readAgain(TenantsReading before, TenantsReading inForce, Instant now) {
    Settings settings = new Settings(sources);
    TenantsReading reading = read(settings, before, inForce, now);
    if (!settings.mistakes().isEmpty()) {
      throw new SettingsException(settings.mistakes());
    }
    return reading;
  }

  /** The mistakes that these tenants make together, or with the rest of the settings. */
  List<String> conflicts(TenantsReading reading) {
    Settings settings = new Settings(sources);
    TenantsTogetherCheck.check(settings, reading);
    demands.apply(reading.issuers()).forEach(settings::mistake);
    return settings.mistakes();
  }

  private TenantsReading read(
      Settings settings,
      @Nullable TenantsReading before,
      @Nullable TenantsReading inForce,
      Instant now) {
    Section section = Section.of(settings);
    List<String> names = section.names(Property.ISSUERS);
    String location = section.given(Property.ISSUERS_LOCATION);
    boolean isAlone = names.isEmpty() && location == null && issuerSource == null;
    ReadingContext context = context(settings, before, inForce, now);
    FoundTenants found = new FoundTenants(sources, settings, context);
    found.read(names, isAlone);
    section.checkListed(Property.ISSUERS, names, "issuer");
    List<String> notes = context.notes().inOrder();
    TenantFolder folder = folder(settings, location, names, before, context);
    found.add(folder, notes);
    found.judge(inForce);
    return new TenantsReading(
        isAlone,
        found.tenants(),
        clients(section, found, context, inForce, notes),
        TenantSummary.of(found.tenants(), notes),
        before == null ? resolver(section) : before.resolver(),
        issuerSource,
        context.tokenSize(),
        folder,
        found.bad(),
        context.single().all());
  }

  private static ReadingContext context(
      Settings settings,
      @Nullable TenantsReading before,
      @Nullable TenantsReading inForce,
      Instant now) {
    int tokenSize =
        before == null
            ? tokenSize(Section.of(settings.withOwnMistakes())) // noted by who reads the rest
            : before.tokenSize();
    return new ReadingContext(now, tokenSize, inForce == null ? Map.of() : inForce.byName());
  }

  private static Map<String, Client> clients(
      Section section,
      FoundTenants found,
      ReadingContext context,
      @Nullable TenantsReading inForce,
      List<String> notes) {
    Map<String, Client> known = inForce == null ? null : inForce.clients();
    return new ClientReader(section, found.byName(), context.single(), known).read(notes);
  }

  private static @Nullable TenantFolder folder(
      Settings settings,
      @Nullable String location,
      List<String> listed,
      @Nullable TenantsReading before,
      ReadingContext context) {
    if (location == null) {
      return null;
    }
    return new TenantFolderReader(settings, listed, context)
        .read(location, before == null ? null : before.folder());
  }

  /** A mistake in it is noted by the guard, which reads it too. */
  private static IssuerResolver resolver(Section section) {
    try {
      return IssuerResolver.of(section.text(Property.CHOOSE));
    } catch (IllegalArgumentException notedElsewhere) {
      return IssuerResolver.KID;
    }
  }

  /** The greatest length of a token in characters. */
  public static int tokenSize(Section section) {
    String text = section.text(Property.TOKENSIZE);
    Integer number = text.matches("\\d{1,9}") ? Integer.valueOf(text) : null;
    if (number == null || number < LEAST_TOKEN || number > GREATEST_TOKEN) {
      String range = LEAST_TOKEN + " to " + GREATEST_TOKEN;
      section.mistake(Property.TOKENSIZE, "is '" + text + "'; write a number from " + range);
      return TokenVerifier.DEFAULT_LENGTH; // or an issuer would seem wrong, too
    }
    return number;
  }

  /** How often to read again; null for never. */
  public static @Nullable Duration refresh(Section section) {
    return "off".equals(section.given(Property.REFRESH))
        ? null
        : section.duration(Property.REFRESH);
  }
}
