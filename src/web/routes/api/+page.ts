/** A page to read: it needs no scripts. */
export const csr = false;
