// The accounts that a demo shares with everyone stay as they are.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openPortalHub, PASSWORD, type PortalHub } from './portal-hub.ts';

let demo: PortalHub;
beforeAll(async () => {
  demo = await openPortalHub(Date.now, { I_SPEED_DEMO: 'true' });
});
afterAll(() => demo[Symbol.asyncDispose]());

test('nobody sets a second step or a password on a shared account; others may', async () => {
  const stepsOf = async (email: string) => {
    const cookie = await demo.signIn(email, [{ role: 'national-viewer' }]);
    const newPassword = 'mot mat khau khac';
    const changes = { currentPassword: PASSWORD, newPassword };
    const asked = [
      await demo.as(cookie, '/api/v1/auth/two-factor/enable', { password: PASSWORD }),
      await demo.as(cookie, '/api/v1/auth/change-password', changes),
    ];
    return asked.map(({ status }) => status);
  };
  expect(await stepsOf('lanhdao@demo.example')).toEqual([403, 403]);
  expect(await stepsOf('own@x.example')).toEqual([200, 200]);
});
