// Passkeys in the browser: the hub's challenge goes to the device, the device's answer back to the hub.
import {
  type PublicKeyCredentialCreationOptionsJSON,
  startAuthentication,
  startRegistration,
} from '@simplewebauthn/browser';
import { m } from '#lib/paraglide/messages.js';

const BASE = '/api/v1/auth/passkey/';

/** Makes a passkey on this device for whoever is signed in. Gives what went wrong in the reader's words, undefined when it is kept. */
export async function addPasskey(name: string): Promise<string | undefined> {
  const asked = await fetch(`${BASE}generate-register-options`);
  if (asked.status === 403) return m.portal_passkey_stale();
  if (!asked.ok) return m.portal_passkey_refused();
  const optionsJSON: PublicKeyCredentialCreationOptionsJSON = await asked.json();
  try {
    const response = await startRegistration({ optionsJSON });
    const kept = await post('verify-registration', { response, ...(name !== '' && { name }) });
    if (kept.status === 403) return m.portal_account_shared();
    return kept.ok ? undefined : m.portal_passkey_refused();
  } catch (fault) {
    return faultText(fault);
  }
}

/** Signs in with a passkey of this device, whose owner the hub finds by it. Gives what went wrong, undefined when signed in. */
export async function signInByPasskey(): Promise<string | undefined> {
  const asked = await fetch(`${BASE}generate-authenticate-options`);
  if (!asked.ok) return m.portal_passkey_refused();
  try {
    const options = await asked.json();
    const response = await startAuthentication({ optionsJSON: { ...options, userVerification: 'required' } });
    const answer = await post('verify-authentication', { response });
    return answer.ok ? undefined : m.portal_passkey_refused();
  } catch (fault) {
    return faultText(fault);
  }
}

function post(name: string, body: object): Promise<Response> {
  const headers = { 'content-type': 'application/json' };
  return fetch(BASE + name, { method: 'POST', headers, body: JSON.stringify(body) });
}

function faultText(fault: unknown): string {
  const name = fault instanceof Error ? fault.name : '';
  if (name === 'InvalidStateError') return m.portal_passkey_there();
  if (name === 'SecurityError') return m.portal_passkey_address();
  return m.portal_passkey_stopped();
}
