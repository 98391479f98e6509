// Rendered on the server alone: a form, no JavaScript.
export const csr = false;
