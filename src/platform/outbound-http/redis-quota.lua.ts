import { SAME_WINDOW_MS } from './quota-rules.js';

/**
 * quota-rules.ts in Lua, over a hash per budget: l(imit), r(emaining), e(nd of the window), w(indow), a(ssumed), b(locked until).
 * Both are held to one list of behaviours (testing/quota-behaviour.ts).
 */
const PRELUDE = `
local time = redis.call('TIME')
local now = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)
local f = redis.call('HMGET', KEYS[1], 'l', 'r', 'e', 'w', 'a', 'b')
local limit, remaining, ends = tonumber(f[1] or 0), tonumber(f[2] or -1), tonumber(f[3] or 0)
local window, assumed, blocked = tonumber(f[4] or 0), f[5] == '1', tonumber(f[6] or 0)
local function save()
  redis.call('HSET', KEYS[1], 'l', limit, 'r', remaining, 'e', ends, 'w', window, 'a', assumed and '1' or '0', 'b', blocked)
  redis.call('PEXPIRE', KEYS[1], math.max(3600000, blocked - now + 60000, ends - now + 60000))
end
`;

export const TAKE = `${PRELUDE}
if blocked > now then return tostring(blocked - now) end
if remaining < 0 then return '0' end
if now >= ends then
  remaining = limit
  ends = now + window
  assumed = true
end
local reserve = limit < 20 and math.min(1, limit - 1) or math.min(5, math.ceil(limit * 0.03))
if remaining <= reserve then
  save()
  return tostring(ends - now)
end
remaining = remaining - 1
save()
return '0'
`;

export const LEARN = `${PRELUDE}
local told, reset = tonumber(ARGV[2]), tonumber(ARGV[3])
local fresh = remaining < 0 or (not assumed and now + reset > ends + ${SAME_WINDOW_MS})
remaining = fresh and told or math.min(remaining, told)
limit = tonumber(ARGV[1])
ends = now + reset
window = math.max(window, reset)
assumed = false
save()
return 1
`;

export const BLOCK = `${PRELUDE}
blocked = math.max(blocked, now + tonumber(ARGV[1]))
save()
return 1
`;
