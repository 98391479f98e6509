// One's own account: the second step, sessions seen and ended, the password reset by mail, guessing locked out, all in the log.
import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type MailServer, openMailServer } from './mail-server.ts';
import { openPortalHub, PASSWORD, type PortalHub } from './portal-hub.ts';

const EMAIL = 'so@hanoi.example';
const AUTH = '/api/v1/auth';
const ME = '/api/v1/portal/me';
let mail: MailServer;
let hub: PortalHub;
let first: string;
/** How far the hub's clock is ahead of the one that dates sessions. */
let aheadMs = 0;

beforeAll(async () => {
  mail = await openMailServer();
  hub = await openPortalHub(() => Date.now() + aheadMs, { I_SPEED_SMTP_URL: mail.url });
  first = await hub.signIn(EMAIL, [{ role: 'province-manager', provinceCode: '01' }]);
});
afterAll(async () => {
  await hub[Symbol.asyncDispose]();
  await mail[Symbol.asyncDispose]();
});

const cookiesOf = (answer: Response) =>
  answer.headers
    .getSetCookie()
    .map((one) => one.split(';', 1)[0])
    .join('; ');
const enter = (password: string) => hub.as('', `${AUTH}/sign-in/email`, { email: EMAIL, password });

test('a person sees the own sessions and ends another one', async () => {
  const second = cookiesOf(await enter(PASSWORD));
  expect((await hub.as(second, ME)).status).toBe(200);
  const sessions = await (await hub.as(first, `${AUTH}/list-sessions`)).json();
  expect(sessions).toHaveLength(2);
  const { session } = await (await hub.as(second, `${AUTH}/get-session`)).json();
  expect((await hub.as(first, `${AUTH}/revoke-session`, { token: session.token })).status).toBe(200);
  expect((await hub.as(second, ME)).status).toBe(401);
  expect((await hub.as(first, ME)).status).toBe(200);
});

test('a session of more than an hour adds no passkey, but still tells of the others', async () => {
  const statuses = async () => [
    (await hub.as(first, `${AUTH}/passkey/generate-register-options`)).status,
    (await hub.as(first, `${AUTH}/list-sessions`)).status,
  ];
  expect(await statuses()).toEqual([200, 200]);
  aheadMs = 61 * 60_000;
  expect(await statuses()).toEqual([403, 200]);
  aheadMs = 0;
  expect((await hub.as('', `${AUTH}/passkey/generate-register-options`)).status).toBe(401);
});

test('a forgotten password is set anew by the link in the mail, which ends all sessions', async () => {
  const asked = { email: EMAIL, redirectTo: '/dang-nhap/mat-khau' };
  expect((await hub.as('', `${AUTH}/request-password-reset`, asked)).status).toBe(200);
  await expect.poll(() => mail.taken.length).toBe(1);
  const source = mail.taken[0]?.source ?? '';
  const body = source.slice(source.indexOf('\r\n\r\n'));
  const text = /base64/i.test(source) ? Buffer.from(body, 'base64').toString() : body.replaceAll('=\r\n', '');
  const token = /reset-password\/([\w-]+)/.exec(text)?.[1];
  const newPassword = 'mot mat khau khac';
  expect((await hub.as('', `${AUTH}/reset-password`, { token, newPassword })).status).toBe(200);
  expect((await hub.as(first, ME)).status).toBe(401);
  expect((await enter(PASSWORD)).status).toBe(401);
  first = cookiesOf(await enter(newPassword));
  expect((await hub.as(first, ME)).status).toBe(200);
});

test('an address gets three such mails an hour, and the answer tells nobody which address has an account', async () => {
  const before = mail.taken.length;
  aheadMs = 2 * 3_600_000;
  const ask = async (email: string) => {
    const answer = await hub.as('', `${AUTH}/request-password-reset`, { email, redirectTo: '/dang-nhap/mat-khau' });
    return [answer.status, await answer.json()];
  };
  const answers = [await ask('nobody@hanoi.example')];
  for (let i = 0; i < 5; i += 1) answers.push(await ask(i % 2 === 0 ? EMAIL : EMAIL.toUpperCase()));
  expect(new Set(answers.map((one) => JSON.stringify(one))).size).toBe(1);
  expect(answers[0]?.[0]).toBe(200);
  aheadMs += 3_600_001;
  await ask(EMAIL);
  await expect.poll(() => mail.taken.length).toBe(before + 4);
  aheadMs = 0;
});

test('with the second step on, the password alone lets nobody in', async () => {
  const password = 'mot mat khau khac';
  const begun = await (await hub.as(first, `${AUTH}/two-factor/enable`, { password })).json();
  const code = totpOf(begun.totpURI, Date.now());
  const confirmed = await hub.as(first, `${AUTH}/two-factor/verify-totp`, { code });
  expect(confirmed.status).toBe(200);
  const half = await enter(password);
  expect(await half.clone().json()).toMatchObject({ twoFactorRedirect: true });
  expect((await hub.as(cookiesOf(half), ME)).status).toBe(401);
  const used = totpOf(begun.totpURI, Date.now());
  const whole = await hub.as(cookiesOf(half), `${AUTH}/two-factor/verify-totp`, { code: used });
  expect(whole.status).toBe(200);
  // Read over the shoulder, the same code lets nobody in.
  const again = await hub.as(cookiesOf(await enter(password)), `${AUTH}/two-factor/verify-totp`, { code: used });
  expect(again.status).toBe(401);
  expect(again.headers.getSetCookie()).toEqual([]);
  first = cookiesOf(whole);
  expect((await hub.as(first, ME)).status).toBe(200);
});

test('eight wrong passwords lock the address, the right one too; and the log has it all', async () => {
  for (let i = 0; i < 8; i += 1) expect((await enter('khong phai mat khau')).status).toBe(401);
  expect((await enter('mot mat khau khac')).status).toBe(429);
  const admin = await hub.signIn('admin@x.example', [{ role: 'national-admin' }]);
  const { entries } = await (await hub.as(admin, '/api/v1/portal/audit')).json();
  const verbs = new Set(entries.map(({ verb }: { verb: string }) => verb));
  for (const verb of [
    'session.revoke',
    'password.ask',
    'password.reset',
    'second-step.begin',
    'second-step.done',
    'sign-in.failed',
  ])
    expect(verbs, verb).toContain(verb);
});

/** The six digits of an authenticator (RFC 6238: HMAC-SHA-1, 30 seconds). */
function totpOf(uri: string, atMs: number): string {
  const secret = new URL(uri).searchParams.get('secret') ?? '';
  const bits = [...secret]
    .map((sign) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(sign).toString(2).padStart(5, '0'))
    .join('');
  const key = Buffer.from(bits.match(/.{8}/g)?.map((byte) => Number.parseInt(byte, 2)) ?? []);
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(atMs / 30_000)));
  const mac = createHmac('sha1', key).update(counter).digest();
  const at = (mac.at(-1) ?? 0) & 15;
  return String((mac.readUInt32BE(at) & 0x7fff_ffff) % 1_000_000).padStart(6, '0');
}
