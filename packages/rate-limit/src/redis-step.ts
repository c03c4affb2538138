/**
 * A step over Redis: a script runs alone, so it is atomic. A series is a hash of slices; it ends with its last slice, by
 * Redis's own clock.
 */
export const REDIS_STEP = `
local step = cjson.decode(ARGV[1])
local found, taken = {}, true
for i, read in ipairs(step.reads) do
  local fields = redis.call('HGETALL', ARGV[2] .. read.series)
  local slices, used = {}, 0
  for f = 1, #fields, 2 do
    local slice, points = tonumber(fields[f]), tonumber(fields[f + 1])
    if slice >= read.from and slice <= read.until_ then
      used = used + points
      slices[#slices + 1] = { slice, points }
    end
  end
  local frees = ''
  if read.most >= 0 and used >= read.most then
    taken = false
    table.sort(slices, function(a, b) return a[1] > b[1] end)
    local sum = 0
    for _, each in ipairs(slices) do
      sum = sum + each[2]
      if sum >= read.most then frees = string.format('%.0f', each[1]) break end
    end
  end
  found[i] = { tostring(used), frees }
end
if taken then
  for _, series in ipairs(step.clear) do redis.call('DEL', ARGV[2] .. series) end
  for _, write in ipairs(step.writes) do
    local key, slice = ARGV[2] .. write.series, string.format('%.0f', write.slice)
    local before = redis.call('HGET', key, slice)
    if write.points > 0 or before then
      redis.call('HSET', key, slice, math.max(0, tonumber(before or 0) + write.points))
      if write.lastsMs > redis.call('PTTL', key) then redis.call('PEXPIRE', key, write.lastsMs) end
    end
  end
  for _, read in ipairs(step.reads) do
    for _, slice in ipairs(redis.call('HKEYS', ARGV[2] .. read.series)) do
      if tonumber(slice) < read.from then redis.call('HDEL', ARGV[2] .. read.series, slice) end
    end
  end
end
return { taken and 1 or 0, found }
`;
