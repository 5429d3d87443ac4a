-- Each request of wrk has the next token of the file that TOKENS names.
local tokens = {}
for line in io.lines(os.getenv("TOKENS")) do
  tokens[#tokens + 1] = line
end
local last = 0

request = function()
  last = last % #tokens + 1
  return wrk.format("GET", "/hello", {["Authorization"] = "Bearer " .. tokens[last]})
end
