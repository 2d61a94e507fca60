// Kept by every browser for when the network is away, so it shows nothing of anybody and needs no scripts.
export const csr = false;
