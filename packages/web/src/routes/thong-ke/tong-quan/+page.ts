// Rendered on the server alone: sorting and filtering are links and a form, so the page needs no JavaScript.
export const csr = false;
