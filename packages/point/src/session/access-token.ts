// M-Lab's access tokens, which a hub's `/v2/nearest` puts into the addresses of ndt7 tests.
import { ACCESS_TOKEN_ISSUER } from '@i-speed/spec';
import { type JWTVerifyGetKey, jwtVerify } from 'jose';

export type AccessTokens = {
  /** True for a token of the hub's, for this point, in time. Clocks get no leeway, as M-Lab has it. */
  isGood(token: string): Promise<boolean>;
};

/** Checks tokens with the hub's keys; a token that cannot be checked is not good. */
export function openAccessTokens(pointId: string, keys: JWTVerifyGetKey, nowMs: () => number): AccessTokens {
  return {
    isGood(token) {
      const options = {
        issuer: ACCESS_TOKEN_ISSUER,
        audience: pointId,
        algorithms: ['EdDSA'],
        requiredClaims: ['exp', 'sub'],
        currentDate: new Date(nowMs()),
      };
      return jwtVerify(token, keys, options).then(
        () => true,
        () => false,
      );
    },
  };
}
