/** The few drawings of Kith, each one path on a field of 24 by 24. They stand beside words, never instead of them. */
export const SUN =
  'M8 12a4 4 0 1 0 8 0a4 4 0 1 0-8 0M12 2v2M12 20v2M2 12h2M20 12h2M5 5l1 1M18 18l1 1M5 19l1-1M18 6l1-1';
export const HOUSE = 'M3 11l9-8l9 8M5 10v9a1 1 0 0 0 1 1h12a1 1 0 0 0 1-1v-9M10 20v-6h4v6';
export const PEN =
  'M11 4H5a2 2 0 0 0-2 2v13a2 2 0 0 0 2 2h13a2 2 0 0 0 2-2v-6M9 15l1-4l8-8a2 2 0 0 1 3 3l-8 8z';
export const PERSON = 'M8 8a4 4 0 1 0 8 0a4 4 0 1 0-8 0M4 21c0-4 3-6 8-6s8 2 8 6';
export const CLIP = 'M20 11l-9 9a5 5 0 0 1-7-7l9-9a3 3 0 0 1 5 5l-9 8a2 2 0 0 1-2-2l8-8';
export const SMILE = 'M3 12a9 9 0 1 0 18 0a9 9 0 1 0-18 0M8 14c1 2 2 3 4 3s3-1 4-3M9 9v1M15 9v1';
export const CROSS = 'M6 6l12 12M18 6L6 18';
export const TICK = 'M5 13l4 4L19 7';
