// Makes identity hashes as the vendors' instructions do: node hmac-hash.mjs FIELDS BODY, the secret in
// SECRET. FIELDS are names such as userHMAC, with commas between them; BODY is the JSON that a widget
// sends. Prints that JSON with the hashes in it.
import { createHmac } from 'node:crypto';

const hashed = {
  userHMAC: ({ userId }) => userId,
  userHash: ({ userId, email }) => userId ?? email,
  user_hash: ({ user_id, email }) => user_id ?? email,
  companyHash: ({ companyId }) => companyId,
  identifier_hash: ({ identifier }) => identifier,
  hash: ({ user }) => user.id,
  signature: ({ email }) => email,
  email_hash: ({ email }) => email,
  subscriberHash: ({ subscriberId }) => subscriberId,
  user_id_sig: ({ user_id, unix_ts }) => `${user_id}|${unix_ts}`,
};
const [fields, json] = process.argv.slice(2);
const body = JSON.parse(json);
for (const field of fields.split(',')) {
  // One vendor decodes its secret; to all others it is text, even where it looks like hex.
  const secret = Buffer.from(process.env.SECRET, field === 'user_id_sig' ? 'hex' : 'utf8');
  body[field] = createHmac('sha256', secret).update(hashed[field](body)).digest('hex');
}
process.stdout.write(JSON.stringify(body));
