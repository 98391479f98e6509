// A plain form that needs no JavaScript; a passkey does.
export const csr = true;
