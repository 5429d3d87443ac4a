// One sign-in for every widget of a page: see watchword-identify.d.ts. Who the user is, the server decides.
import { keepFresh } from './watchword.js';

/** Members of the answer that say whose session it is. */
const OWNER = ['issuer', 'user', 'unverified_user'];

const json = (response) => response.json().catch(() => null);

export function identify(attributes, callback, { url = '/identify', claims, apis } = {}) {
  const target = new URL(url, location.href);
  const isFixed = typeof attributes !== 'function';
  let first = null;
  let code;

  const ask = async () => {
    code = undefined;
    const body = JSON.stringify(await (isFixed ? attributes : attributes()));
    const headers = { 'Content-Type': 'application/json' };
    const response = await fetch(target, { method: 'POST', headers, body, redirect: 'error' });
    if (!response.ok) {
      code = (await json(response.clone()))?.code;
      return response;
    }
    const answer = await json(response);
    if (!answer?.assurance) throw new Error('this is no answer of /identify');
    if (first && OWNER.some((name) => answer[name] !== first[name])) {
      throw Object.assign(new Error('the page identifies another user'), { reason: 'different' });
    }
    first ??= answer;
    if (!answer.token) session.stop(); // sessions are off, so there is nothing to renew
    return answer;
  };

  const session = keepFresh(null, { name: `identify ${target}`, token: ask, claims, apis });
  session.addEventListener('failed', ({ detail: { error } }) => {
    if (!error.status) return;
    error.code = code;
    if (!isFixed || error.status >= 429) return;
    Promise.resolve().then(() => session.stop()); // the same again would be refused again
  });
  const only = (error) => {
    if (first && !first.token) return first;
    throw error;
  };
  session.identity = session.get().then(() => first, only);
  session.identity.then((identity) => callback?.(null, identity), (error) => callback?.(error));
  return session;
}
