// Rendered on the server alone: every step of the portal is a form, so it works on any old browser.
export const csr = false;
