// Forms as in all the portal; adding a passkey needs JavaScript.
export const csr = true;
