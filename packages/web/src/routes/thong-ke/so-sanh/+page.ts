// Rendered on the server alone: choosing is a form, so the page needs no JavaScript.
export const csr = false;
