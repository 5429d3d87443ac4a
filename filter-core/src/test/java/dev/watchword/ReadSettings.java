package dev.watchword;

import dev.watchword.guard.GuardPolicy;
import dev.watchword.http.TokenExtractors;
import dev.watchword.limit.MemoryStore;
import dev.watchword.settings.SettingSource;
import dev.watchword.tenant.TenantRegistry;
import dev.watchword.tenant.TenantSnapshot;
import dev.watchword.testing.Tokens;
import java.util.List;

/** What is read at start from these sources alone, without starting anything. */
public record ReadSettings(
    TenantSnapshot snapshot, GuardPolicy policy, int tokenSize, List<String> summary) {
  public static ReadSettings of(List<SettingSource> sources) {
    SettingsReader.Result read =
        new SettingsReader(
                sources, new MemoryStore(), System::nanoTime, TokenExtractors.BUILT_IN, null)
            .read(List.of(), Tokens.NOW);
    TenantRegistry tenants =
        new TenantRegistry(
            read.reader(),
            read.tenants(),
            read.verifier(),
            () -> Tokens.NOW,
            null,
            System::nanoTime,
            (notices, teller) -> {});
    return new ReadSettings(
        tenants.snapshot(), read.policy(), read.verifier().tokenSize(), read.summary());
  }
}
