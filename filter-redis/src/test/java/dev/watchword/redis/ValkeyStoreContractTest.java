package dev.watchword.redis;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/**
 * Requirements 61, 62, 70, 71 and 72 in a real Valkey. Left out where {@code valkey-server} is not
 * installed, with a line that says so, but not where CI is set.
 */
class ValkeyStoreContractTest extends ServerContract {
  @Override
  RedisProcess startServer() {
    try {
      return RedisProcess.startValkey();
    } catch (UncheckedIOException notInstalled) {
      return leaveOut(notInstalled.getCause());
    }
  }

  private static RedisProcess leaveOut(IOException why) {
    if (System.getenv("CI") != null) {
      return fail("nothing may be left out in CI, but Valkey cannot be started", why);
    }
    System.out.println("The contract on Valkey is left out, since valkey-server is not installed");
    return Assumptions.abort("valkey-server is not installed");
  }

  @Test
  void server_isValkey() {
    String info = server().run(commands -> commands.info("server"));
    assertTrue(info.contains("valkey_version:"), info);
  }
}
