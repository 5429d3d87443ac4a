-- Replaces a revocation if it is still the one that was read: 1 if so.
-- KEYS: of the revocation. ARGV: the text that was read, empty for none; the new text; milliseconds to keep it, 0 for ever.
if (redis.call('GET', KEYS[1]) or '') ~= ARGV[1] then
  return 0
end
local left = redis.call('PTTL', KEYS[1])
if left == -1 or ARGV[3] == '0' then
  redis.call('SET', KEYS[1], ARGV[2])
else
  redis.call('SET', KEYS[1], ARGV[2], 'PX', math.max(left, ARGV[3]))
end
return 1
