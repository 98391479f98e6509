// Without scripts: figures that do not change need none.
export const csr = false;
