// Server-sent events by fetch: EventSource cannot send the header Authorization.

function parsed(text) {
  const event = { type: 'message', data: '' };
  for (const line of text.split('\n')) {
    const [, name, value] = /^(event|data): (.*)$/.exec(line) ?? [];
    if (name === 'event') event.type = value;
    if (name === 'data') event.data += value;
  }
  return event;
}

/** Each event of an answer: its type, and its data read as JSON. */
export async function* events(answer) {
  const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    const whole = (rest + part.value).split('\n\n');
    rest = whole.pop();
    for (const { type, data } of whole.map(parsed)) {
      if (data) yield { type, data: JSON.parse(data) };
    }
  }
}
