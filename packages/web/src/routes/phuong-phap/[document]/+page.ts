// Text alone: the page needs no JavaScript.
export const csr = false;
