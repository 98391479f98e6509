// How passkeys are taken: only with the person verified by the device (finger, face, PIN), so that one stands for both steps of a sign-in.
import type { PasskeyOptions } from '@better-auth/passkey';

/**
 * Setting of better-auth's plugin. A passkey belongs to the host of `publicUrl`; absent, to `localhost`, the only name on which
 * browsers allow it without TLS.
 */
export function passkeySetting(publicUrl: string | undefined): PasskeyOptions {
  return {
    rpName: 'i-Speed',
    rpID: publicUrl === undefined ? 'localhost' : new URL(publicUrl).hostname,
    ...(publicUrl !== undefined && { origin: new URL(publicUrl).origin }),
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    registration: {
      afterVerification({ verification }) {
        demandVerified(verification.registrationInfo?.userVerified);
      },
    },
    authentication: {
      afterVerification({ verification }) {
        demandVerified(verification.authenticationInfo.userVerified);
      },
    },
  };
}

/** better-auth answers 400 for what is thrown here. */
function demandVerified(isVerified: boolean | undefined): void {
  if (isVerified !== true) throw new Error('the device did not verify the person');
}
