/** Whether a link leads to the machine of whoever opens it, as it does until the house is told its address. */
export const opensHereAlone = (link: string): boolean =>
  /^(localhost|127(\.\d+){3}|\[::1\])$/.test(new URL(link).hostname);
