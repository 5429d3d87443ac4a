-- Says that a node is there: the time, how many nodes are, and the mark of this memory.
-- KEYS: the nodes, the mark. ARGV: the node, a mark where there is none, milliseconds after which a silent node is gone.
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
redis.call('ZADD', KEYS[1], now, ARGV[1])
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', now - ARGV[3])
redis.call('PEXPIRE', KEYS[1], 60000)
redis.call('SET', KEYS[2], ARGV[2], 'NX')
return {time[1], time[2], redis.call('ZCARD', KEYS[1]), redis.call('GET', KEYS[2])}
