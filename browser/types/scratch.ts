// A project that uses the package as others do. The compiler reads it, and nothing runs it.
import { keepFresh, stayFresh, type FreshToken, type PageToken, type TokenExpiring, type UpdateToken } from 'watchword';
import { identify, type Identity, type Session } from 'watchword/identify';

declare const iframe: HTMLIFrameElement;
const origin = 'https://inbox.example';

const fresh: FreshToken = keepFresh(iframe, { origin, token: async () => 'eyJ' });
keepFresh(iframe, { origin, token: () => fetch('/token'), initial: null, claims: ['plan'], apis: ['https://api.example'] });
keepFresh(null, { token: async () => (await (await fetch('/token')).json()) as { token: string } });
const inFrame = stayFresh({ origin, initial: new URLSearchParams(location.search).get('token') });

fresh.addEventListener('token', ({ detail }) => [detail.token.length, detail.expiresAt.toFixed()]);
fresh.addEventListener('failed', ({ detail }) => [detail.error.status?.toFixed(), detail.retryIn.toFixed()], { once: true });
fresh.addEventListener('stopped', ({ detail }) => detail.error?.reason === 'different');
inFrame.addEventListener('refused', ({ detail }) => detail.reason === 'not later');

const token: string = await fresh.get();
const later: string = await fresh.refresh();
const answer: Response = await inFrame.fetch(new URL('/orders', origin), { method: 'POST', body: token + later });
const current: string | null = inFrame.token;
const end: number | null = inFrame.expiresAt;
fresh.stop();

const page: PageToken = keepFresh(null, { token: () => fetch('/token'), name: 'orders' });
page.supply(iframe, origin);
identify({ userJWT: 'eyJ' });
const session: Session = identify(async () => ({ userJWT: await token }), (error, identity) => {
  if (error) return [error.status?.toFixed(), error.code?.length, error.retryAfter];
  return Object.entries(identity.ignored).map(([name, why]) => name + why);
}, { url: new URL('/identify', origin), claims: ['customer_no'] });
const release: () => void = session.supply(iframe, origin);
release();
const identity: Identity = await session.identity;
const user: string | undefined = identity.user ?? identity.unverified_user ?? identity.warning;
session.addEventListener('token', ({ detail }) => [detail.token, identity.expires_in?.toFixed(), user]);

const ask: TokenExpiring = { type: 'token_expiring', expires_at: end };
const update: UpdateToken = { type: 'update_token', token: current ?? (await answer.text()) };
parent.postMessage([ask, update], origin);

// @ts-expect-error a frame needs an origin
keepFresh(iframe, { token: async () => 'eyJ' });
// @ts-expect-error a page needs a source of tokens
keepFresh(iframe, { origin });
// @ts-expect-error a number is no token
keepFresh(null, { token: () => 7 });
// @ts-expect-error a frame has no frames
inFrame.supply(iframe, origin);
// @ts-expect-error each frame has an origin
session.supply(iframe);
// @ts-expect-error a JWT alone is no set of attributes
identify('eyJ');
// @ts-expect-error the side of the frame has no source
stayFresh({ origin, token: () => 'eyJ' });
// @ts-expect-error only renewal changes the token
fresh.token = 'eyJ';
// @ts-expect-error there is no such claim in the event
fresh.addEventListener('failed', ({ detail }) => detail.token);
