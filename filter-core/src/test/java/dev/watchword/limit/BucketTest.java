package dev.watchword.limit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.watchword.limit.Bucket.Table;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which buckets are one: table, policy and key say so, and not on whose account it is. */
class BucketTest {
  @ParameterizedTest
  @CsvSource({
    "CALLERS, api, default/alice, default, true",
    "CALLERS, api, default/alice, another, true",
    "ADDRESSES, api, default/alice, default, false",
    "CALLERS, other, default/alice, default, false",
    "CALLERS, api, default/bob, default, false",
  })
  void sameTablePolicyAndKey_areOneBucket(
      Table table, String policy, String key, String owner, boolean isSame) {
    Bucket bucket = new Bucket(Table.CALLERS, "api", "default/alice", "default");
    Bucket other = new Bucket(table, policy, key, owner);
    assertEquals(isSame, bucket.isSameAs(other));
    assertEquals(isSame, other.isSameAs(bucket));
  }
}
