-- Uses a token: FIRST, AGAIN, or FULL where its issuer's quota is used up.
-- KEYS: of the token, of its issuer's list. ARGV: the token's hash, milliseconds to keep it, the quota.
if redis.call('EXISTS', KEYS[1]) == 1 then
  return 'AGAIN'
end
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
redis.call('ZREMRANGEBYSCORE', KEYS[2], '-inf', now)
if redis.call('ZCARD', KEYS[2]) >= tonumber(ARGV[3]) then
  return 'FULL'
end
redis.call('SET', KEYS[1], '', 'NX', 'PX', ARGV[2])
redis.call('ZADD', KEYS[2], now + ARGV[2], ARGV[1])
if redis.call('PTTL', KEYS[2]) < tonumber(ARGV[2]) then
  redis.call('PEXPIRE', KEYS[2], ARGV[2])
end
return 'FIRST'
