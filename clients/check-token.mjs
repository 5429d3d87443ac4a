// Puts together the token of a Fogbender widget and lets Fogbender's own library check it:
// node check-token.mjs, the answer of /signatures in ANSWER or on standard input. Prints the token and
// what the library finds wrong with it.
import { text } from 'node:stream/consumers';
import { checkToken } from 'fogbender';

const { signatures } = JSON.parse(process.env.ANSWER ?? (await text(process.stdin)));
const { userHMAC, ...signed } = signatures; // a widget sends one signature
const token = { widgetId: 'dzAwNjg4NDY0NjI4NzgyNDY5MTIw', ...signed };
process.stdout.write(JSON.stringify({ token, errors: checkToken(token) ?? {} }));
