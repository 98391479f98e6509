// Read, not worked with: rendered on the server alone.
export const csr = false;
