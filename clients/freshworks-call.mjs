// Makes the call that a Freshworks app makes to its middleware, with the library it uses for it:
// node freshworks-call.mjs URL, the secret in SECRET. Prints the status, the body and whether the
// application behind the filter could read the form.
import jsonwebtoken from 'jsonwebtoken-8';
import request from 'request';

const token = jsonwebtoken.sign({ type: 'jwt' }, process.env.SECRET, { expiresIn: '1h' });
const call = { url: process.argv[2], headers: { auth: token }, form: { foo: 'bar' } };
request.post(call, (error, response, body) => {
  if (error) throw error;
  const form = response.headers['demo-form'];
  process.stdout.write(`${response.statusCode} ${body}${form ? ` form ${form}` : ''}`);
});
