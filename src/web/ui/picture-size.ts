const WIDEST = 620;
const TALLEST = 380;

/** How large a picture is shown, so that its room is kept before it is there; never larger than it is. */
export function pictureSize({ width, height }: { width: number | null; height: number | null }) {
  if (!width || !height) return { width: WIDEST, height: TALLEST };
  const scale = Math.min(1, WIDEST / width, TALLEST / height);
  return { width: Math.round(width * scale), height: Math.round(height * scale) };
}
