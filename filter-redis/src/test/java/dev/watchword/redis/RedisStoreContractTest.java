package dev.watchword.redis;

/** Requirements 61, 62, 70, 71 and 72 in a real Redis. */
class RedisStoreContractTest extends ServerContract {
  @Override
  RedisProcess startServer() {
    return RedisProcess.start();
  }
}
