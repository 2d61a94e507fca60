/** Where to go after signing in: a path of this Kith, never another site. */
export function nextPlace(wanted: string | null | undefined): string {
  if (!wanted?.startsWith('/') || /^\/[/\\]|[\\\s]/.test(wanted)) return '/';
  return new URL(wanted, 'http://kith.invalid').host === 'kith.invalid' ? wanted : '/';
}
